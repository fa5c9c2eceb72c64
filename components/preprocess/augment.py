"""One clip → a variant of it: moved, louder or quieter, in background noise."""

import numpy as np

from components.kws.clips import Waveform
from components.kws.front_end_spec import SAMPLE_RATE_HZ
from components.preprocess import Augmentation


def augment(clip: Waveform, noise: Waveform, params: Augmentation, *, rng: np.random.Generator) -> Waveform:
    """A variant of a clip.

    Args:
        clip: float32 (n,) in [-1, 1].
        noise: float32 (m,), m >= n; a stretch of it is laid under the clip.
        params: the ranges that shift, gain and signal-to-noise ratio are drawn from.
        rng: the source of every draw.

    Returns:
        float32 (n,) in [-1, 1].
    """
    reach = round(params.max_shift_ms / 1000 * SAMPLE_RATE_HZ)
    moved = shift(clip, int(rng.integers(-reach, reach + 1)))
    gain_db, snr_db = rng.uniform(-params.max_gain_db, params.max_gain_db), rng.uniform(*_snr_range(params))
    start = int(rng.integers(0, len(noise) - len(clip) + 1))
    noisy = moved + at_snr(noise[start : start + len(clip)], moved, snr_db)
    return np.asarray(np.clip(noisy * amplitude(gain_db), -1, 1), np.float32)


def shift(clip: Waveform, samples: int) -> Waveform:
    """The clip moved later by so many samples, earlier if negative; silence fills the gap."""
    moved = np.zeros_like(clip)
    if samples >= 0:
        moved[samples:] = clip[: len(clip) - samples]
    else:
        moved[:samples] = clip[-samples:]
    return moved


def at_snr(noise: Waveform, signal: Waveform, snr_db: float) -> Waveform:
    """The noise scaled to lie `snr_db` below the signal's power; as it is where either is silent."""
    signal_rms, noise_rms = _rms(signal), _rms(noise)
    if signal_rms == 0 or noise_rms == 0:
        return noise
    return noise * np.float32(signal_rms / noise_rms * amplitude(-snr_db))


def amplitude(decibels: float) -> np.float32:
    """The factor of an amplitude that so many decibels are: 10^(dB / 20)."""
    return np.float32(10 ** (decibels / 20))


def _rms(samples: Waveform) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))


def _snr_range(params: Augmentation) -> tuple[float, float]:
    return params.min_snr_db, params.max_snr_db
