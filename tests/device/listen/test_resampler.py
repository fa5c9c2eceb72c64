"""The streaming resampler, compared with scipy's and soxr's, for blocks of any length."""

import numpy as np
import pytest
import soxr
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import resample_poly

from kws.device.listen.resampler import Resampler

RATES = (8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000)


def noise(rate_hz, seconds=0.7):
    return (0.3 * np.random.default_rng(rate_hz).standard_normal(int(rate_hz * seconds))).astype(np.float32)


def tones(rate_hz, seconds=1.0):
    """A sound inside the band of every rate."""
    times = np.arange(int(rate_hz * seconds)) / rate_hz
    parts = [0.2 * np.sin(2 * np.pi * hertz * times + hertz) for hertz in (131, 700, 1800, 3100)]
    return np.sum(parts, axis=0).astype(np.float32)


@pytest.mark.parametrize("rate_hz", RATES)
def test_it_is_scipys_polyphase_filter(rate_hz):
    sound = noise(rate_hz)
    resampled = Resampler(rate_hz)(sound)
    expected = resample_poly(sound.astype(np.float64), 16_000, rate_hz, window=("kaiser", 5.0))
    # scipy completes the end of the stream with silence.
    assert len(expected) - len(resampled) < 16_000 * 0.003
    np.testing.assert_allclose(resampled, expected[: len(resampled)], atol=2e-6)


@pytest.mark.parametrize("rate_hz", RATES)
def test_a_sound_inside_both_bands_equals_that_of_soxr(rate_hz):
    sound = tones(rate_hz)
    resampled, expected = Resampler(rate_hz)(sound), soxr.resample(sound, rate_hz, 16_000, "VHQ")
    # Away from the ends, beyond which the two assume different samples.
    middle = slice(1000, 14_000)
    error = resampled[middle] - expected[middle]
    assert 10 * np.log10(np.mean(expected[middle] ** 2) / np.mean(error**2)) > 40


@given(st.sampled_from(RATES), st.lists(st.integers(0, 700), max_size=40))
def test_blocks_make_no_difference(rate_hz, lengths):
    sound = noise(rate_hz, 0.2)
    pieces = np.split(sound, np.minimum(np.cumsum(lengths), len(sound)).astype(int))
    resampler = Resampler(rate_hz)
    resampled = np.concatenate([resampler(piece) for piece in pieces])
    np.testing.assert_allclose(resampled, Resampler(rate_hz)(sound), atol=1e-6)


def test_it_keeps_no_more_than_the_length_of_its_filter():
    resampler = Resampler(44_100)
    for _ in range(50):
        resampler(noise(44_100, 0.05))
    assert len(resampler._tail) < 100
