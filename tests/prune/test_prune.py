import numpy as np
import pytest
from support.project import params_flag

from components.prune.__main__ import main
from components.prune.magnitude import unwrap, wrap_for_pruning
from components.prune.structured import build_narrow_network, keep_channels, select_channels
from kws.audio.features import read_examples
from kws.core.errors import TrainingError
from kws.core.lineage import Lineage
from kws.learning.networks import build_network
from kws.learning.runtime import tf_keras
from kws.learning.saved_model import read_model
from kws.model.reports.history import read_history

INPUT = (40, 10)


def prune(features, model, pruned, **changes):
    params = params_flag("prune", **{"epochs": 2, "batch_size": 8, **changes})
    main([*params, "--features", str(features), "--model", str(model), "--pruned", str(pruned)])
    return read_model(pruned)


def build_used_network(architecture="ds_cnn", alpha=0.0625):
    """A network whose batch normalizations have statistics, as after training."""
    tf_keras.utils.set_random_seed(0)
    model, rng = build_network(architecture, alpha, INPUT, 2), np.random.default_rng(0)
    for layer in model.layers:
        if isinstance(layer, tf_keras.layers.BatchNormalization):
            layer.set_weights([rng.uniform(0.5, 2, w.shape).astype(np.float32) for w in layer.get_weights()])
    return model


@pytest.mark.parametrize("sparsity", [0.5, 0.8])
def test_magnitude_pruning_zeroes_exactly_the_requested_share(features_folder, model_folder, tmp_path, sparsity):
    pruned = prune(features_folder, model_folder, tmp_path / "pruned", method="magnitude", sparsity=sparsity)
    for layer in pruned.layers:
        if isinstance(layer, tf_keras.layers.Conv2D | tf_keras.layers.Dense):
            kernel = layer.kernel.numpy()
            share = np.mean(kernel == 0)
            assert sparsity - 1 / kernel.size <= share <= sparsity + 2 / kernel.size, layer.name
    assert pruned.count_params() == read_model(model_folder).count_params()


def test_the_history_and_the_lineage_are_written_too(features_folder, model_folder, tmp_path):
    prune(features_folder, model_folder, tmp_path / "pruned", method="magnitude")
    assert len(read_history(tmp_path / "pruned" / "history.csv")) == 2
    lineage = Lineage.read(tmp_path / "pruned")
    assert lineage.params["prune"]["method"] == "magnitude"
    assert lineage.params["train"] == Lineage.read(model_folder).params["train"]


def test_fewer_zeros_than_required_are_an_error(model_folder):
    wrapped = wrap_for_pruning(read_model(model_folder), 0.5, steps=10)
    with pytest.raises(TrainingError, match=r"expected \d+ zeros of \d+ weights"):
        unwrap(wrapped, 0.5)


def test_method_none_passes_the_model_on(features_folder, model_folder, tmp_path):
    pruned = prune(features_folder, model_folder, tmp_path / "pruned", method="none")
    pairs = zip(pruned.get_weights(), read_model(model_folder).get_weights(), strict=True)
    assert all(np.array_equal(a, b) for a, b in pairs)
    assert read_history(tmp_path / "pruned" / "history.csv") == ()


def mask_channels(model, kept):
    """The network at its full width, with 0 in place of the channels that are not kept, after their normalization."""
    copy = tf_keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    for convolution, norm in zip(copy.layers, copy.layers[1:], strict=False):
        if convolution.name in kept:
            gamma, beta, mean, variance = norm.get_weights()
            mask = np.isin(np.arange(len(gamma)), kept[convolution.name])
            norm.set_weights([gamma * mask, beta * mask, mean, variance])
    return copy


@pytest.mark.parametrize("architecture", ["cnn", "ds_cnn"])
def test_the_narrow_network_computes_what_the_masked_wide_one_does(architecture):
    model = build_used_network(architecture)
    kept = select_channels(model, 0.5)
    features = np.random.default_rng(1).standard_normal((16, *INPUT)).astype(np.float32)
    narrow, wide = (m.predict(features, verbose=0) for m in (keep_channels(model, kept), mask_channels(model, kept)))
    np.testing.assert_allclose(narrow, wide, rtol=1e-4, atol=1e-5)
    assert np.abs(wide - model.predict(features, verbose=0)).max() > 1e-3, "the removed channels did something"


def test_all_channels_kept_is_the_same_network():
    model = build_used_network()
    features = np.random.default_rng(1).standard_normal((4, *INPUT)).astype(np.float32)
    same = keep_channels(model, select_channels(model, 1.0))
    np.testing.assert_allclose(same.predict(features, verbose=0), model.predict(features, verbose=0), rtol=1e-5)


def test_the_largest_filters_stay():
    model = build_used_network()
    norm = model.get_layer("block_1_norm")
    gamma = np.ones(16, np.float32)
    gamma[[2, 7, 11, 13]] = 100
    norm.set_weights([gamma, *norm.get_weights()[1:]])
    assert select_channels(model, 0.25)["block_1_conv"].tolist() == [2, 7, 11, 13]


def test_structured_pruning_gives_the_network_of_that_width(features_folder, model_folder, tmp_path):
    pruned = prune(features_folder, model_folder, tmp_path / "pruned", method="structured", alpha=0.5)
    features = read_examples(features_folder, "training").features
    assert pruned.count_params() == build_network("temporal", 0.25 / 2, features.shape[1:], 2).count_params()
    assert len(read_history(tmp_path / "pruned" / "history.csv")) == 2


def test_weights_that_were_kept_start_ahead_of_random_ones():
    model = build_used_network()
    kept = select_channels(model, 0.5)
    fresh = build_narrow_network(model, {name: len(channels) for name, channels in kept.items()})
    from_kept = keep_channels(model, kept)
    assert [w.shape for w in fresh.get_weights()] == [w.shape for w in from_kept.get_weights()]
    wide = model.get_layer("block_2_pointwise").get_weights()[0]
    np.testing.assert_array_equal(
        from_kept.get_layer("block_2_pointwise").get_weights()[0],
        wide[:, :, kept["block_1_conv"]][..., kept["block_2_pointwise"]],
    )
    assert not np.array_equal(fresh.get_weights()[0], from_kept.get_weights()[0])


def test_random_weights_are_trained_from_scratch(features_folder, model_folder, tmp_path):
    params = {"method": "structured", "alpha": 0.5, "epochs": 1}
    kept = prune(features_folder, model_folder, tmp_path / "a", initial_weights="kept", **params)
    random = prune(features_folder, model_folder, tmp_path / "b", initial_weights="random", **params)
    assert [w.shape for w in kept.get_weights()] == [w.shape for w in random.get_weights()]
    assert not np.allclose(kept.get_weights()[0], random.get_weights()[0], atol=0.05)
