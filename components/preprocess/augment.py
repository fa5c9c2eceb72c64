"""Augmentation: variants of a clip in speed, position, noise and level, and background examples without a word."""

import numpy as np
import soxr

from components.preprocess import Augmentation
from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.audio.noise import rms

# The edge of a word is background if it has no more than this share of the word's energy.
FRAGMENT_ENERGY = 0.15

# The kinds of background and the share of each: silence; noise; two noises; the edge of a word in noise.
BACKGROUND_KINDS = ("silence", "noise", "noises", "fragment")
BACKGROUND_SHARES = (0.15, 0.45, 0.1, 0.3)
LEVELS_DB = (-80, -6)
HISS_DB = (-110, -50)


def augment(clip: Waveform, noise: Waveform, params: Augmentation, *, rng: np.random.Generator) -> Waveform:
    """Make a variant of a clip.

    Args:
        clip: float32 (CLIP_SAMPLES,) in [-1, 1].
        noise: float32 (CLIP_SAMPLES,), added to the clip.
        params: the ranges of speed, shift, signal-to-noise ratio and gain.
        rng: the source of every draw.

    Returns:
        float32 (CLIP_SAMPLES,) in [-1, 1].
    """
    max_shift = round(params.max_shift_ms / 1000 * SAMPLE_RATE_HZ)
    percent = rng.uniform(-params.max_speed_percent, params.max_speed_percent)
    moved = shift(change_speed(clip, 1 + percent / 100), int(rng.integers(-max_shift, max_shift + 1)))
    gain_db, snr_db = rng.uniform(-params.max_gain_db, params.max_gain_db), rng.uniform(*_get_snr_range(params))
    return _limit((moved + scale_to_snr(noise, moved, snr_db)) * amplitude(gain_db))


def draw_background(
    clip: Waveform, noise: Waveform, other: Waveform, params: Augmentation, *, rng: np.random.Generator
) -> Waveform:
    """Draw a background example: a sound without any of the words.

    Args:
        clip: float32 (CLIP_SAMPLES,) in [-1, 1]; a word, whose edge may be used.
        noise, other: float32 (CLIP_SAMPLES,).
        params: the range of the signal-to-noise ratio.
        rng: the source of every draw.

    Returns:
        float32 (CLIP_SAMPLES,) in [-1, 1].
    """
    kind = rng.choice(BACKGROUND_KINDS, p=BACKGROUND_SHARES)
    if kind == "silence":
        return generate_hiss(rng=rng)
    if kind == "fragment":
        return _limit(cut_fragment(clip, rng=rng) + scale_to_snr(noise, clip, rng.uniform(*_get_snr_range(params))))
    loud = scale_to_random_level(noise, rng=rng)
    return loud if kind == "noise" else _limit(loud + scale_to_random_level(other, rng=rng))


def generate_hiss(*, rng: np.random.Generator) -> Waveform:
    """Generate the silence of a microphone: faint white noise, or in a fifth of cases 0; float32 (CLIP_SAMPLES,)."""
    if rng.random() < 0.2:
        return np.zeros(CLIP_SAMPLES, np.float32)
    return rng.standard_normal(CLIP_SAMPLES, np.float32) * amplitude(rng.uniform(*HISS_DB))


def cut_fragment(clip: Waveform, *, rng: np.random.Generator) -> Waveform:
    """Cut a fragment too short to be a word: the start of a clip at the end of the second, or its end at the start."""
    energy = np.cumsum(np.square(clip, dtype=np.float64))
    share = rng.uniform(0, FRAGMENT_ENERGY)
    if rng.random() < 0.5:
        return shift(clip, len(clip) - int(np.searchsorted(energy, energy[-1] * share)))
    return shift(clip, -int(np.searchsorted(energy, energy[-1] * (1 - share))))


def shift(clip: Waveform, samples: int) -> Waveform:
    """Shift a clip later by `samples`, or earlier if negative; silence fills the gap."""
    moved = np.zeros_like(clip)
    if samples >= 0:
        moved[samples:] = clip[: len(clip) - samples]
    else:
        moved[:samples] = clip[-samples:]
    return moved


def change_speed(clip: Waveform, speed: float) -> Waveform:
    """Change the speed and pitch of a clip by the factor `speed`, around its middle; the length stays the same."""
    if speed == 1:
        return clip
    spoken = soxr.resample(clip, SAMPLE_RATE_HZ * speed, SAMPLE_RATE_HZ, quality="QQ")
    surplus = len(spoken) - len(clip)
    if surplus >= 0:
        return np.asarray(spoken[surplus // 2 :][: len(clip)], np.float32)
    return np.pad(spoken, (-surplus // 2, -surplus - -surplus // 2)).astype(np.float32)


def scale_to_snr(noise: Waveform, signal: Waveform, snr_db: float) -> Waveform:
    """Scale noise to `snr_db` below the signal's power; unchanged if either is silent."""
    signal_rms, noise_rms = rms(signal), rms(noise)
    if signal_rms == 0 or noise_rms == 0:
        return noise
    return noise * np.float32(signal_rms / noise_rms * amplitude(-snr_db))


def amplitude(decibels: float) -> np.float32:
    """The factor of an amplitude that corresponds to a level in decibels: 10^(dB / 20)."""
    return np.float32(10 ** (decibels / 20))


def scale_to_random_level(noise: Waveform, *, rng: np.random.Generator) -> Waveform:
    """Scale noise to a random level in LEVELS_DB, limited to [-1, 1]; silence is returned unchanged."""
    loudness = rms(noise)
    return _limit(noise * (amplitude(rng.uniform(*LEVELS_DB)) / loudness)) if loudness else noise


def _limit(samples: Waveform) -> Waveform:
    return np.asarray(np.clip(samples, -1, 1), np.float32)


def _get_snr_range(params: Augmentation) -> tuple[float, float]:
    return params.min_snr_db, params.max_snr_db
