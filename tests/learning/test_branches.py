"""That a network which learns as sums of branches leaves one that answers as it does."""

from typing import NamedTuple

import numpy as np
import pytest
from support.project import params_flag

from components.train.__main__ import main
from kws.audio.front_end import Features
from kws.learning.branches import Branched, branched, merge
from kws.learning.fit import make_deterministic
from kws.learning.networks import ARCHITECTURES, build
from kws.learning.runtime import tf_keras
from kws.learning.saved_model import read_model
from kws.learning.targets import CrossEntropy, one_hot

SHAPE = (20, 10)


class Learnt(NamedTuple):
    plain: tf_keras.Model
    learning: Branched
    features: Features


@pytest.fixture(scope="module", params=ARCHITECTURES)
def learnt(request) -> Learnt:
    """A network merged after a few steps of two branches, so that no norm is as it was made."""
    make_deterministic(1)
    features = np.random.default_rng(1).normal(-4, 3, (64, *SHAPE)).astype(np.float32)
    plain = build(request.param, 0.125, SHAPE, 2)
    learning = branched(plain, 2)
    learning.model.compile(tf_keras.optimizers.Adam(0.01), CrossEntropy())
    learning.model.fit(features, one_hot(np.arange(64, dtype=np.int32) % 2, 2), epochs=5, verbose=0)
    merge(learning, plain, features)
    return Learnt(plain, learning, features)


def test_what_is_kept_says_what_learnt(learnt):
    expected = learnt.learning.model.predict(learnt.features, verbose=0)

    assert np.ptp(expected) > 0.01, "the logits differ at all"
    assert learnt.plain.predict(learnt.features, verbose=0) == pytest.approx(
        expected, abs=1e-5 * float(np.ptp(expected))
    )


def test_its_norms_expect_what_comes_when_it_goes_on_learning(learnt):
    norms = [layer for layer in learnt.plain.layers if layer.name.endswith("_norm")]
    assert norms

    for norm in norms:
        into = tf_keras.Model(learnt.plain.input, norm.input)(learnt.features).numpy()
        expected = norm(into, training=False).numpy()
        assert norm(into, training=True).numpy() == pytest.approx(expected, abs=1e-3 * float(np.ptp(expected)))


def kernels(learning: Branched, name: str) -> list[tuple[int, int] | None]:
    return [branch.convolution and branch.convolution.kernel_size for branch in learning.sums[name]]


def test_a_depthwise_convolution_learns_in_narrower_ones_and_from_its_input_too():
    learning = branched(build("temporal", 1, (38, 32), 2), 2)

    assert kernels(learning, "block_1_conv") == [(1, 1), (1, 1), None]
    assert kernels(learning, "block_2_depthwise") == [(9, 1), (9, 1), (5, 1), (3, 1), (1, 1), None]


def test_a_convolution_that_changes_the_shape_has_branches_of_its_own_form_alone():
    learning = branched(build("ds_cnn", 0.25, (61, 10), 2), 3)

    assert kernels(learning, "block_1_conv") == [(3, 3)] * 3
    assert kernels(learning, "block_2_depthwise") == [(3, 3)] * 3 + [(1, 1), None]


def test_train_leaves_the_network_without_branches(features_folder, tmp_path):
    flags = ["--features", str(features_folder), "--model"]
    for branches in (1, 2):
        main([*params_flag("train", alpha=0.25, branches=branches, epochs=1), *flags, str(tmp_path / str(branches))])

    one, two = (read_model(tmp_path / str(branches)) for branches in (1, 2))
    assert [layer.name for layer in two.layers] == [layer.name for layer in one.layers]
    assert two.count_params() == one.count_params()


def test_one_branch_is_the_network_itself():
    plain = build("temporal", 0.25, SHAPE, 2)
    before = plain.get_weights()
    learning = branched(plain, 1)
    merge(learning, plain, np.zeros((1, *SHAPE), np.float32))

    assert learning.model is plain
    assert all(np.array_equal(a, b) for a, b in zip(before, plain.get_weights(), strict=True))
