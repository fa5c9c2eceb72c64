"""One clip → a variant of it: faster or slower, moved, in background noise, louder or quieter; or no word at all."""

import numpy as np
import soxr

from components.preprocess import Augmentation
from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.audio.noise import rms

# A word's edge with no more than this share of its energy is no word.
FRAGMENT_ENERGY = 0.15

# What a background example is, and how often: silence; noise; two noises; the edge of a word in noise.
BACKGROUND_KINDS = ("silence", "noise", "noises", "fragment")
BACKGROUND_SHARES = (0.15, 0.45, 0.1, 0.3)
LEVELS_DB = (-80, -6)
HISS_DB = (-110, -50)


def augment(clip: Waveform, noise: Waveform, params: Augmentation, *, rng: np.random.Generator) -> Waveform:
    """A variant of a clip.

    Args:
        clip: float32 (CLIP_SAMPLES,) in [-1, 1].
        noise: float32 (CLIP_SAMPLES,), laid under the clip.
        params: the ranges that speed, shift, signal-to-noise ratio and gain are drawn from.
        rng: the source of every draw.

    Returns:
        float32 (CLIP_SAMPLES,) in [-1, 1].
    """
    reach = round(params.max_shift_ms / 1000 * SAMPLE_RATE_HZ)
    percent = rng.uniform(-params.max_speed_percent, params.max_speed_percent)
    moved = shift(at_speed(clip, 1 + percent / 100), int(rng.integers(-reach, reach + 1)))
    gain_db, snr_db = rng.uniform(-params.max_gain_db, params.max_gain_db), rng.uniform(*_snr_range(params))
    return _limited((moved + at_snr(noise, moved, snr_db)) * amplitude(gain_db))


def background(
    clip: Waveform, noise: Waveform, other: Waveform, params: Augmentation, *, rng: np.random.Generator
) -> Waveform:
    """A sound in which none of the words is said.

    Args:
        clip: float32 (CLIP_SAMPLES,) in [-1, 1]; a word whose edge may sound.
        noise, other: float32 (CLIP_SAMPLES,).
        params: the range of the signal-to-noise ratio.
        rng: the source of every draw.

    Returns:
        float32 (CLIP_SAMPLES,) in [-1, 1].
    """
    kind = rng.choice(BACKGROUND_KINDS, p=BACKGROUND_SHARES)
    if kind == "silence":
        return hiss(rng=rng)
    if kind == "fragment":
        return _limited(fragment(clip, rng=rng) + at_snr(noise, clip, rng.uniform(*_snr_range(params))))
    loud = at_level(noise, rng=rng)
    return loud if kind == "noise" else _limited(loud + at_level(other, rng=rng))


def hiss(*, rng: np.random.Generator) -> Waveform:
    """Silence as a microphone gives it: faint white noise, every fifth time none at all; float32 (CLIP_SAMPLES,)."""
    if rng.random() < 0.2:
        return np.zeros(CLIP_SAMPLES, np.float32)
    return rng.standard_normal(CLIP_SAMPLES, np.float32) * amplitude(rng.uniform(*HISS_DB))


def fragment(clip: Waveform, *, rng: np.random.Generator) -> Waveform:
    """The beginning of a clip at the end of the second, or its end at the beginning, too little of it for a word."""
    energy = np.cumsum(np.square(clip, dtype=np.float64))
    share = rng.uniform(0, FRAGMENT_ENERGY)
    if rng.random() < 0.5:
        return shift(clip, len(clip) - int(np.searchsorted(energy, energy[-1] * share)))
    return shift(clip, -int(np.searchsorted(energy, energy[-1] * (1 - share))))


def shift(clip: Waveform, samples: int) -> Waveform:
    """The clip moved later by so many samples, earlier if negative; silence fills the gap."""
    moved = np.zeros_like(clip)
    if samples >= 0:
        moved[samples:] = clip[: len(clip) - samples]
    else:
        moved[:samples] = clip[-samples:]
    return moved


def at_speed(clip: Waveform, speed: float) -> Waveform:
    """The clip spoken so many times as fast and as high, its middle where it was; of the same length."""
    if speed == 1:
        return clip
    spoken = soxr.resample(clip, SAMPLE_RATE_HZ * speed, SAMPLE_RATE_HZ, quality="QQ")
    surplus = len(spoken) - len(clip)
    if surplus >= 0:
        return np.asarray(spoken[surplus // 2 :][: len(clip)], np.float32)
    return np.pad(spoken, (-surplus // 2, -surplus - -surplus // 2)).astype(np.float32)


def at_snr(noise: Waveform, signal: Waveform, snr_db: float) -> Waveform:
    """The noise scaled to lie `snr_db` below the signal's power; as it is where either is silent."""
    signal_rms, noise_rms = rms(signal), rms(noise)
    if signal_rms == 0 or noise_rms == 0:
        return noise
    return noise * np.float32(signal_rms / noise_rms * amplitude(-snr_db))


def amplitude(decibels: float) -> np.float32:
    """The factor of an amplitude that so many decibels are: 10^(dB / 20)."""
    return np.float32(10 ** (decibels / 20))


def at_level(noise: Waveform, *, rng: np.random.Generator) -> Waveform:
    """The noise as loud as is drawn, limited to [-1, 1]; silence as it is."""
    loudness = rms(noise)
    return _limited(noise * (amplitude(rng.uniform(*LEVELS_DB)) / loudness)) if loudness else noise


def _limited(samples: Waveform) -> Waveform:
    return np.asarray(np.clip(samples, -1, 1), np.float32)


def _snr_range(params: Augmentation) -> tuple[float, float]:
    return params.min_snr_db, params.max_snr_db
