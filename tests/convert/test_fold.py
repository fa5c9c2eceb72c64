import numpy as np
import pytest

from components.convert.fold import fold_normalization
from kws.core.errors import ModelError
from kws.learning.networks import Architecture, Block, build_network

RNG = np.random.default_rng(0)
FEATURES = RNG.normal(-8, 3, (6, 50, 20)).astype(np.float32)


def trained_by_hand(architecture):
    """A network of random weights, the variances positive."""
    model = build_network(architecture, 0.5, FEATURES.shape[1:], 2)
    model.set_weights([RNG.uniform(0.2, 1, weight.shape) for weight in model.get_weights()])
    return model


def test_a_folded_network_gives_the_same_answers_without_normalizing():
    model = trained_by_hand("temporal")
    bare = fold_normalization(model)
    assert len(bare.layers) == len(model.layers) - 1
    np.testing.assert_allclose(bare.predict(FEATURES, verbose=0), model.predict(FEATURES, verbose=0), rtol=1e-3)


def test_a_weight_of_zero_stays_zero():
    model = trained_by_hand("temporal")
    kernel = model.get_layer("block_1_conv").get_weights()[0]
    kernel[kernel < 0.5] = 0
    model.get_layer("block_1_conv").set_weights([kernel])
    assert np.array_equal(fold_normalization(model).get_layer("block_1_conv").get_weights()[0] == 0, kernel == 0)


def test_a_network_without_normalization_is_unchanged():
    model = build_network("ds_cnn", 0.25, FEATURES.shape[1:], 2)
    assert fold_normalization(model) is model


def test_a_first_convolution_that_pads_is_refused(monkeypatch):
    padded = Architecture("sequence", (Block("conv", 8, kernel=3, stride=2, padding="same"),))
    monkeypatch.setitem(build_network.__globals__["ARCHITECTURES"], "padded", padded)
    with pytest.raises(ModelError, match="without padding, got same: block_1_conv"):
        fold_normalization(build_network("padded", 1, FEATURES.shape[1:], 2))
