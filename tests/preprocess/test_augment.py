import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.preprocess import Augmentation
from components.preprocess.augment import amplitude, at_snr, augment, shift

QUIET = Augmentation(copies=1, max_shift_ms=0, max_gain_db=0, min_snr_db=100, max_snr_db=100, seed=0)


@given(st.integers(-50, 50))
def test_a_shift_moves_every_sample_and_fills_with_silence(samples):
    clip = np.arange(1, 51, dtype=np.float32)
    moved = shift(clip, samples)
    expected = [clip[i - samples] if 0 <= i - samples < 50 else 0 for i in range(50)]
    assert moved.tolist() == expected


@pytest.mark.parametrize("snr_db", [-5, 0, 20])
def test_noise_lies_as_far_below_the_signal_as_asked(snr_db):
    rng = np.random.default_rng(0)
    signal = rng.standard_normal(16000).astype(np.float32)
    noise = at_snr(0.01 * rng.standard_normal(16000).astype(np.float32), signal, snr_db)
    measured = 10 * np.log10(np.mean(signal**2) / np.mean(noise**2))
    assert measured == pytest.approx(snr_db, abs=1e-3)


def test_silence_stays_what_it_is_under_noise():
    noise = np.full(100, 0.1, np.float32)
    assert at_snr(noise, np.zeros(100, np.float32), 10) is noise


def test_decibels_are_those_of_amplitudes():
    assert amplitude(20) == pytest.approx(10)
    assert amplitude(-6.0206) == pytest.approx(0.5, rel=1e-5)


def test_without_shift_gain_and_noise_a_clip_stays():
    rng = np.random.default_rng(0)
    clip = rng.uniform(-0.5, 0.5, 16000).astype(np.float32)
    noise = rng.standard_normal(32000).astype(np.float32)
    np.testing.assert_allclose(augment(clip, noise, QUIET, rng=rng), clip, atol=1e-4)


@given(st.integers(0, 2**32 - 1))
def test_a_variant_stays_within_full_scale_and_is_the_seeds(seed):
    loud = Augmentation(copies=1, max_shift_ms=100, max_gain_db=60, min_snr_db=-20, max_snr_db=0, seed=0)
    clip = np.sin(np.arange(16000, dtype=np.float32))
    noise = np.random.default_rng(1).standard_normal(20000).astype(np.float32)
    first, again = (augment(clip, noise, loud, rng=np.random.default_rng(seed)) for _ in range(2))
    assert first.dtype == np.float32
    assert np.abs(first).max() <= 1
    np.testing.assert_array_equal(first, again)
