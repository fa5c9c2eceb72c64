"""Noise clips: cut from noise recordings, or generated with a falling or rising spectrum.

The first part of each recording belongs to the training split, the next to validation and the last to test, so that a
model is never evaluated on a sound that it was trained on.
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

# Begin and end of each split, as shares of a recording.
PARTS = {"training": (0.0, 0.6), "validation": (0.6, 0.8), "test": (0.8, 1.0)}

# Range of the slope of generated noise, whose power spectrum is f^-slope: blue below 0, white 0, pink 1, brown 2.
SLOPES = (-0.5, 2.0)

# Share of generated noise if there are recordings too.
GENERATED_SHARE = 0.3
# Below it, the energy of brown noise would be inaudible drift.
LOWEST_HZ = 20.0
# The slope of each named colour.
COLOURS = {"white": 0.0, "pink": 1.0, "brown": 2.0}
GENERATED_RMS = np.float32(0.05)


class Recording(NamedTuple):
    """One split's part of a noise recording.

    Attributes:
        path: path below the clips folder.
        samples: float32 (n,) in [-1, 1], n >= CLIP_SAMPLES.
    """

    path: str
    samples: Waveform


@lru_cache(maxsize=3)
def read_recordings(folder: Path, split: str) -> tuple[Recording, ...]:
    """Read a split's part of every noise recording in a clips folder, which may have none.

    Raises:
        ClipError: a part is shorter than a clip, or a file is not a WAV file.
    """
    paths = sorted((folder / NOISE_FOLDER).glob("*.wav"))
    return tuple(Recording(str(path.relative_to(folder)), _read_part(path, split)) for path in paths)


def _read_part(path: Path, split: str) -> Waveform:
    noise = read_wav(path)
    begin, end = (round(share * len(noise)) for share in PARTS[split])
    if end - begin < CLIP_SAMPLES:
        needed = round(CLIP_SAMPLES / min(end - begin for begin, end in PARTS.values()))
        raise ClipError(f"expected at least {needed} samples of noise, got {len(noise)}: {path}")
    return noise[begin:end]


def slice_windows(samples: Waveform, step_s: float) -> Waveform:
    """Cut samples into clip-long windows, `step_s` seconds apart; float32 (m, CLIP_SAMPLES)."""
    step = round(step_s * SAMPLE_RATE_HZ)
    return np.ascontiguousarray(np.lib.stride_tricks.sliding_window_view(samples, CLIP_SAMPLES)[::step])


def draw_noise(folder: Path, split: str, *, rng: np.random.Generator) -> Waveform:
    """Draw a clip of noise, from a recording of the split or generated; float32 (CLIP_SAMPLES,) in [-1, 1]."""
    candidates = read_recordings(folder, split)
    if not candidates or rng.random() < GENERATED_SHARE:
        return generate_noise(rng=rng)
    samples = candidates[int(rng.integers(len(candidates)))].samples
    start = int(rng.integers(0, len(samples) - CLIP_SAMPLES + 1))
    return samples[start : start + CLIP_SAMPLES]


def generate_noise(*, rng: np.random.Generator) -> Waveform:
    """Generate a clip of Gaussian noise with the power spectrum f^-slope, slope drawn; float32 (CLIP_SAMPLES,)."""
    # The samples are drawn before the slope, so that a seed gives the same ones in every version.
    samples, slope = rng.standard_normal(CLIP_SAMPLES), rng.uniform(*SLOPES)
    noise = shape_spectrum(samples, slope, np.arange(1, CLIP_SAMPLES // 2 + 2)).astype(np.float32)
    return noise * (GENERATED_RMS / rms(noise))


def generate_coloured_noise(slope: float, length: int, *, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Generate noise with the power spectrum f^-slope and root mean square 1; float64 (length,)."""
    frequencies = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE_HZ), LOWEST_HZ)
    noise = shape_spectrum(rng.standard_normal(length), slope, frequencies)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)))


def shape_spectrum(
    samples: npt.NDArray[np.float64], slope: float, frequencies: npt.NDArray[np.number]
) -> npt.NDArray[np.float64]:
    """Multiply the power spectrum of white noise by f^-slope.

    Source: Timmer & König 1995, "On generating power law noise", with the amplitudes of white noise.

    Args:
        samples: float64 (n,) of white noise.
        slope: 0 is white, 1 pink, 2 brown.
        frequencies: (n // 2 + 1,), the frequency of each bin of the spectrum, all above 0.

    Returns:
        float64 (n,).
    """
    return np.fft.irfft(np.fft.rfft(samples) * frequencies ** (-slope / 2), len(samples))


def rms(samples: Waveform) -> np.float32:
    """The root mean square."""
    return np.float32(np.sqrt(np.mean(np.square(samples))))
