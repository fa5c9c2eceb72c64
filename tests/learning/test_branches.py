"""Branches: a network trained with them, merged, gives the same answers."""

from typing import NamedTuple

import numpy as np
import pytest
from support.project import params_flag

from components.train.__main__ import main
from kws.audio.front_end import Features
from kws.learning.branches import BranchedNetwork, add_branches, merge_branches
from kws.learning.fit import make_deterministic
from kws.learning.networks import ARCHITECTURES, build_network
from kws.learning.runtime import tf_keras
from kws.learning.saved_model import read_model
from kws.learning.targets import CrossEntropy, one_hot

SHAPE = (20, 10)


class Networks(NamedTuple):
    plain: tf_keras.Model
    branched: BranchedNetwork
    features: Features


@pytest.fixture(scope="module", params=ARCHITECTURES)
def networks(request) -> Networks:
    """A network merged after a few steps with two branches, so that no normalization has its initial values."""
    make_deterministic(1)
    features = np.random.default_rng(1).normal(-4, 3, (64, *SHAPE)).astype(np.float32)
    plain = build_network(request.param, 0.125, SHAPE, 2)
    branched = add_branches(plain, 2)
    branched.model.compile(tf_keras.optimizers.Adam(0.01), CrossEntropy())
    branched.model.fit(features, one_hot(np.arange(64, dtype=np.int32) % 2, 2), epochs=5, verbose=0)
    merge_branches(branched, plain, features)
    return Networks(plain, branched, features)


def test_the_merged_network_answers_as_the_trained_one(networks):
    expected = networks.branched.model.predict(networks.features, verbose=0)

    assert np.ptp(expected) > 0.01, "the logits differ at all"
    assert networks.plain.predict(networks.features, verbose=0) == pytest.approx(
        expected, abs=1e-5 * float(np.ptp(expected))
    )


def test_its_norms_have_the_statistics_of_their_inputs(networks):
    norms = [layer for layer in networks.plain.layers if layer.name.endswith("_norm")]
    assert norms

    for norm in norms:
        into = tf_keras.Model(networks.plain.input, norm.input)(networks.features).numpy()
        expected = norm(into, training=False).numpy()
        assert norm(into, training=True).numpy() == pytest.approx(expected, abs=1e-3 * float(np.ptp(expected)))


def kernels(branched: BranchedNetwork, name: str) -> list[tuple[int, int] | None]:
    return [branch.convolution and branch.convolution.kernel_size for branch in branched.sums[name]]


def test_a_depthwise_convolution_also_has_narrower_branches_and_its_input():
    branched = add_branches(build_network("temporal", 1, (38, 32), 2), 2)

    assert kernels(branched, "block_1_conv") == [(1, 1), (1, 1), None]
    assert kernels(branched, "block_2_depthwise") == [(9, 1), (9, 1), (5, 1), (3, 1), (1, 1), None]


def test_a_convolution_that_changes_the_shape_has_branches_of_its_own_shape_only():
    branched = add_branches(build_network("ds_cnn", 0.25, (61, 10), 2), 3)

    assert kernels(branched, "block_1_conv") == [(3, 3)] * 3
    assert kernels(branched, "block_2_depthwise") == [(3, 3)] * 3 + [(1, 1), None]


def test_train_leaves_the_network_without_branches(features_folder, tmp_path):
    flags = ["--features", str(features_folder), "--model"]
    for branches in (1, 2):
        main([*params_flag("train", alpha=0.25, branches=branches, epochs=1), *flags, str(tmp_path / str(branches))])

    one, two = (read_model(tmp_path / str(branches)) for branches in (1, 2))
    assert [layer.name for layer in two.layers] == [layer.name for layer in one.layers]
    assert two.count_params() == one.count_params()


def test_one_branch_is_the_network_itself():
    plain = build_network("temporal", 0.25, SHAPE, 2)
    before = plain.get_weights()
    branched = add_branches(plain, 1)
    merge_branches(branched, plain, np.zeros((1, *SHAPE), np.float32))

    assert branched.model is plain
    assert all(np.array_equal(a, b) for a, b in zip(before, plain.get_weights(), strict=True))
