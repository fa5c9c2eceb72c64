import pytest

from kws.learning.networks import ARCHITECTURES, build_network, scale_width

SEED_INPUT = (124, 10)


def count_parameters(architecture, alpha):
    """Parameters counted from the table: kernels, four numbers per channel of normalization, the dense layer."""
    layout, blocks = ARCHITECTURES[architecture]
    # The normalization of a sequence: a mean and a variance per feature.
    channels, count, axes = (1, 0, 2) if layout == "image" else (SEED_INPUT[1], 2 * SEED_INPUT[1], 1)
    for block in blocks:
        out, area = round(block.filters * alpha), block.kernel**axes
        count += area * channels * out if block.kind == "conv" else area * channels + channels * out
        count += 4 * out
        channels = out
    return count + channels * 2 + 2


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("alpha", [0.125, 0.25])
def test_a_network_has_the_parameters_of_its_table(architecture, alpha):
    assert build_network(architecture, alpha, SEED_INPUT, 2).count_params() == count_parameters(architecture, alpha)


def test_the_published_network_has_10818_parameters():
    """576 + 2 × (576 + 4096) kernels, 3 × 256 of normalization and 130 of the dense layer."""
    assert build_network("ds_cnn", 0.25, SEED_INPUT, 2).count_params() == 10_818


def test_the_first_block_halves_both_axes_and_the_others_keep_them():
    model = build_network("ds_cnn", 0.25, SEED_INPUT, 2)
    assert model.get_layer("block_1_relu").output_shape == (None, 61, 4, 64)
    assert model.get_layer("block_3_relu").output_shape == (None, 61, 4, 64)
    assert model.output_shape == (None, 2)


def test_a_width_is_at_least_one_channel():
    assert [scale_width(256, alpha) for alpha in (1, 0.25, 0.001)] == [256, 64, 1]


def test_temporal_blocks_take_the_features_as_channels_and_keep_every_frame():
    model = build_network("temporal", 1, (38, 20), 2)
    assert model.get_layer("block_1_conv").kernel.shape == (1, 1, 20, 32)
    assert model.get_layer("block_4_depthwise").depthwise_kernel.shape == (9, 1, 32, 1)
    assert model.get_layer("block_4_relu").output_shape == (None, 38, 1, 32)
