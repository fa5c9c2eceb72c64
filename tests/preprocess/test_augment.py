from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.preprocess import Augmentation
from components.preprocess.augment import (
    FRAGMENT_ENERGY,
    amplitude,
    augment,
    change_speed,
    cut_fragment,
    draw_background,
    generate_hiss,
    scale_to_random_level,
    scale_to_snr,
    shift,
)

QUIET = Augmentation(
    copies=1,
    max_speed_percent=0,
    max_shift_ms=0,
    max_gain_db=0,
    min_snr_db=100,
    max_snr_db=100,
    background_share=0,
    seed=0,
)
LOUD = replace(QUIET, max_speed_percent=20, max_shift_ms=100, max_gain_db=60, min_snr_db=-20, max_snr_db=0)
CLIP = 0.5 * np.sin(np.arange(16000, dtype=np.float32))
NOISE = np.random.default_rng(1).standard_normal(16000).astype(np.float32)
seeds = st.integers(0, 2**32 - 1)


@given(st.integers(-50, 50))
def test_a_shift_moves_every_sample_and_fills_with_silence(samples):
    clip = np.arange(1, 51, dtype=np.float32)
    moved = shift(clip, samples)
    expected = [clip[i - samples] if 0 <= i - samples < 50 else 0 for i in range(50)]
    assert moved.tolist() == expected


@pytest.mark.parametrize("snr_db", [-5, 0, 20])
def test_noise_has_the_requested_signal_to_noise_ratio(snr_db):
    rng = np.random.default_rng(0)
    signal = rng.standard_normal(16000).astype(np.float32)
    noise = scale_to_snr(0.01 * rng.standard_normal(16000).astype(np.float32), signal, snr_db)
    measured = 10 * np.log10(np.mean(signal**2) / np.mean(noise**2))
    assert measured == pytest.approx(snr_db, abs=1e-3)


def test_the_noise_under_silence_is_unchanged():
    noise = np.full(100, 0.1, np.float32)
    assert scale_to_snr(noise, np.zeros(100, np.float32), 10) is noise


def test_decibels_are_those_of_amplitudes():
    assert amplitude(20) == pytest.approx(10)
    assert amplitude(-6.0206) == pytest.approx(0.5, rel=1e-5)


def test_without_shift_gain_and_noise_a_clip_is_unchanged():
    rng = np.random.default_rng(0)
    clip = rng.uniform(-0.5, 0.5, 16000).astype(np.float32)
    noise = rng.standard_normal(16000).astype(np.float32)
    np.testing.assert_allclose(augment(clip, noise, QUIET, rng=rng), clip, atol=1e-4)


@given(seeds)
def test_a_variant_stays_within_full_scale_and_depends_on_the_seed(seed):
    first, again = (augment(CLIP, NOISE, LOUD, rng=np.random.default_rng(seed)) for _ in range(2))
    assert first.dtype == np.float32
    assert len(first) == len(CLIP)
    assert np.abs(first).max() <= 1
    np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize("speed", [0.8, 0.97, 1.03, 1.2])
def test_faster_speech_is_higher_by_the_same_factor_in_a_clip_of_the_same_length(speed):
    tone = np.sin(2 * np.pi * 1000 * np.arange(16000) / 16000).astype(np.float32)
    spoken = change_speed(tone, speed)
    assert spoken.shape == tone.shape
    assert np.abs(np.fft.rfft(spoken)).argmax() == pytest.approx(1000 * speed, abs=1)


@pytest.mark.parametrize("speed", [0.9, 1.1])
def test_the_middle_of_a_clip_stays_its_middle_at_every_speed(speed):
    click = np.zeros(16000, np.float32)
    click[8000] = 1
    assert np.abs(change_speed(click, speed)).argmax() == pytest.approx(8000, abs=5)


@given(seeds)
def test_a_fragment_holds_too_little_of_a_word_to_be_heard(seed):
    word = CLIP * np.hanning(16000).astype(np.float32)
    rest = cut_fragment(word, rng=np.random.default_rng(seed))
    assert np.square(rest).sum() <= (FRAGMENT_ENERGY + 1e-3) * np.square(word).sum()
    assert rest[0] == 0 or rest[-1] == 0


@given(seeds)
def test_background_is_within_full_scale_and_depends_on_the_seed(seed):
    first, again = (draw_background(CLIP, NOISE, NOISE[::-1], LOUD, rng=np.random.default_rng(seed)) for _ in range(2))
    assert first.dtype == np.float32
    assert first.shape == CLIP.shape
    assert np.abs(first).max() <= 1
    np.testing.assert_array_equal(first, again)


def test_background_is_of_every_kind_from_silence_to_full_scale():
    rng = np.random.default_rng(0)
    peaks = np.array([np.abs(draw_background(CLIP, NOISE, NOISE, QUIET, rng=rng)).max() for _ in range(200)])
    assert (peaks == 0).any()
    assert (peaks == 1).any()
    assert ((peaks > 0) & (peaks < 0.01)).any()


def test_silence_is_faint_noise_or_zero():
    rng = np.random.default_rng(0)
    loudest = [float(np.abs(generate_hiss(rng=rng)).max()) for _ in range(50)]
    assert 0 in loudest
    assert 0 < max(loudest) < 0.05


def test_silence_cannot_be_scaled():
    silence = np.zeros(16000, np.float32)
    assert scale_to_random_level(silence, rng=np.random.default_rng(0)) is silence
