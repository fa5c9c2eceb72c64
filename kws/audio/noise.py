"""Noise: a stretch of a recording, or of noise made here, whose spectrum falls or rises.

A recording's first part belongs to the training split, the next to validation and the last to test, so that no sound
that a model has learnt from is in what it is judged on.
"""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kws.audio.clips import Waveform, read_wav
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.audio.manifest import NOISE_FOLDER
from kws.core.errors import ClipError

# Where in a recording each split begins and ends.
PARTS = {"training": (0.0, 0.6), "validation": (0.6, 0.8), "test": (0.8, 1.0)}

# The slope of the power spectrum of made noise, f^-slope: from blue over white (0) and pink (1) to brown (2).
SLOPES = (-0.5, 2.0)

# Made noise's share where there are recordings too.
MADE_SHARE = 0.3
# Below, brown noise would be all drift that no one hears.
LOWEST_HZ = 20.0
# Slopes by their names.
COLOURS = {"white": 0.0, "pink": 1.0, "brown": 2.0}
MADE_RMS = np.float32(0.05)


class Recording(NamedTuple):
    """One split's part of a noise recording.

    Attributes:
        path: below the clips folder.
        samples: float32 (n,) in [-1, 1], n >= CLIP_SAMPLES.
    """

    path: str
    samples: Waveform


@lru_cache(maxsize=3)
def recordings(folder: Path, split: str) -> tuple[Recording, ...]:
    """A split's part of every noise recording of a clips folder; none where it has none.

    Raises:
        ClipError: a file's part is shorter than a clip, or the file no WAV.
    """
    paths = sorted((folder / NOISE_FOLDER).glob("*.wav"))
    return tuple(Recording(str(path.relative_to(folder)), _part(path, split)) for path in paths)


def _part(path: Path, split: str) -> Waveform:
    noise = read_wav(path)
    begin, end = (round(share * len(noise)) for share in PARTS[split])
    if end - begin < CLIP_SAMPLES:
        needed = round(CLIP_SAMPLES / min(end - begin for begin, end in PARTS.values()))
        raise ClipError(f"expected at least {needed} samples of noise, got {len(noise)}: {path}")
    return noise[begin:end]


def windows(samples: Waveform, step_s: float) -> Waveform:
    """Every clip-long window at a step, float32 (m, CLIP_SAMPLES)."""
    step = round(step_s * SAMPLE_RATE_HZ)
    return np.ascontiguousarray(np.lib.stride_tricks.sliding_window_view(samples, CLIP_SAMPLES)[::step])


def noise(folder: Path, split: str, *, rng: np.random.Generator) -> Waveform:
    """A clip of noise, float32 (CLIP_SAMPLES,): of a recording of the split, or made."""
    recorded = recordings(folder, split)
    if not recorded or rng.random() < MADE_SHARE:
        return made(rng=rng)
    samples = recorded[int(rng.integers(len(recorded)))].samples
    start = int(rng.integers(0, len(samples) - CLIP_SAMPLES + 1))
    return samples[start : start + CLIP_SAMPLES]


def made(*, rng: np.random.Generator) -> Waveform:
    """A clip of Gaussian noise with the power spectrum f^-slope, the slope drawn; float32 (CLIP_SAMPLES,)."""
    # Drawn first: the samples of a seed are the same in every version.
    samples, slope = rng.standard_normal(CLIP_SAMPLES), rng.uniform(*SLOPES)
    noise = coloured(samples, slope, np.arange(1, CLIP_SAMPLES // 2 + 2)).astype(np.float32)
    return noise * (MADE_RMS / rms(noise))


def coloured_noise(slope: float, length: int, *, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Noise with the power spectrum f^-slope, of root mean square 1; float64 (length,)."""
    frequencies = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE_HZ), LOWEST_HZ)
    noise = coloured(rng.standard_normal(length), slope, frequencies)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)))


def coloured(
    samples: npt.NDArray[np.float64], slope: float, frequencies: npt.NDArray[np.number]
) -> npt.NDArray[np.float64]:
    """White noise with its power spectrum multiplied by f^-slope.

    Source: Timmer & König 1995, "On generating power law noise", with the amplitudes of white noise.

    Args:
        samples: float64 (n,) of white noise.
        slope: 0 is white, 1 pink, 2 brown.
        frequencies: (n // 2 + 1,), of each bin of the spectrum, all above 0.
    """
    return np.fft.irfft(np.fft.rfft(samples) * frequencies ** (-slope / 2), len(samples))


def rms(samples: Waveform) -> np.float32:
    """The root of the mean square."""
    return np.float32(np.sqrt(np.mean(np.square(samples))))
