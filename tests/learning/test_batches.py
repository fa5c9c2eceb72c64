from dataclasses import dataclass

import numpy as np
import pytest

from kws.learning.batches import make_batches
from kws.learning.runtime import tf

NUM_FRAMES, NUM_FEATURES = 12, 5
# All values differ, so that each tells where it comes from.
FEATURES = np.arange(30 * NUM_FRAMES * NUM_FEATURES, dtype=np.float32).reshape(30, NUM_FRAMES, NUM_FEATURES)
NUMBERS = np.arange(30, dtype=np.float32)
MEAN = FEATURES.mean(axis=(0, 1))


@dataclass(frozen=True)
class Params:
    batch_size: int = 8
    mask_frames: int = 0
    mask_features: int = 0
    seed: int = 1


def read_epoch(params, number=0):
    """The features and the example numbers of an epoch, and where the features are masked."""
    dataset = list(make_batches(FEATURES, NUMBERS, params, tf.Variable(number)))
    features, numbers = (np.concatenate([part[place].numpy() for part in dataset]) for place in (0, 1))
    return features, numbers, features != FEATURES[numbers.astype(int)]


def test_an_epoch_sees_every_example_once_in_a_new_order():
    first, second, again = (read_epoch(Params(), number)[1].tolist() for number in (0, 1, 1))
    assert sorted(first) == sorted(second) == NUMBERS.tolist()
    assert first != second
    assert second == again


def test_without_masks_the_features_are_unchanged():
    assert not read_epoch(Params())[2].any()


@pytest.mark.parametrize(("longest", "axis"), [({"mask_frames": 3}, 1), ({"mask_features": 2}, 2)])
def test_one_stretch_of_an_example_is_masked_and_none_is_longer_than_asked(longest, axis):
    masks = np.concatenate([read_epoch(Params(**longest), number)[2] for number in range(20)])
    across, (most,) = masks.all(axis=3 - axis), longest.values()
    assert np.array_equal(across, masks.any(axis=3 - axis)), "a stretch goes all the way across"
    lengths, ends = across.sum(axis=1), np.diff(across.astype(int), axis=1, prepend=0, append=0) == 1
    assert set(lengths) == set(range(most + 1))
    assert ends.sum(axis=1).max() == 1, "a stretch is in one piece"
    assert across.any(axis=0).all(), "it may lie anywhere"


def test_a_mask_shows_the_mean_of_the_features():
    features, _, masks = read_epoch(Params(mask_frames=4, mask_features=2))
    np.testing.assert_allclose(features[masks], np.broadcast_to(MEAN, features.shape)[masks], rtol=1e-6)


def test_masks_differ_from_epoch_to_epoch_and_from_seed_to_seed_and_are_the_same_again():
    def masked(**changes):
        number = changes.pop("number", 0)
        _, numbers, masks = read_epoch(Params(mask_frames=4, **changes), number)
        return masks[np.argsort(numbers)]

    assert np.array_equal(masked(), masked())
    assert not np.array_equal(masked(), masked(number=1))
    assert not np.array_equal(masked(), masked(seed=2))
