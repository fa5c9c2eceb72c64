"""Recordings of any rate and depth, as samples at 16 kHz."""

import io

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.core.errors import ClipError

SUFFIXES = (".wav", ".flac")


_MIN_RATE_HZ, _MAX_RATE_HZ = 8_000, 48_000


# What a writer that cannot seek leaves as the length of a WAV file.
_UNKNOWN_LENGTHS = (0, 0xFFFFFFFF)


def decode(data: bytes, where: str) -> Waveform:
    """An audio file's samples, mixed down to one channel and resampled to 16 kHz.

    Returns:
        float32 (n,), n > 0, finite.

    Raises:
        ClipError: as `recording`.
    """
    _require_whole(data, where)
    try:
        # Two-dimensional always: (n, channels).
        samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise ClipError(f"expected WAV or FLAC audio, got {_reason(error)}: {where}") from None
    if not _MIN_RATE_HZ <= rate_hz <= _MAX_RATE_HZ:
        raise ClipError(f"expected {_MIN_RATE_HZ} to {_MAX_RATE_HZ} Hz, got {rate_hz} Hz: {where}")
    if samples.shape[1] > 2:
        raise ClipError(f"expected mono or stereo, got {samples.shape[1]} channels: {where}")
    if len(samples) == 0:
        raise ClipError(f"expected at least one sample, got none: {where}")
    if not np.isfinite(samples).all():
        raise ClipError(f"expected finite samples, got NaN or infinity: {where}")
    return _resampled(samples.mean(axis=1), rate_hz)


def _reason(error: soundfile.SoundFileError) -> str:
    return getattr(error, "error_string", str(error)).strip().rstrip(".")


def _require_whole(data: bytes, where: str) -> None:
    """Hold a WAV file to its header; libsndfile reads one cut short without a word."""
    if data[:4] != b"RIFF" or len(data) < 12:
        return
    length = int.from_bytes(data[4:8], "little")
    # Some writers count a last padding byte that they leave out.
    if length not in _UNKNOWN_LENGTHS and length + 8 > len(data) + 1:
        raise ClipError(f"expected {length + 8} bytes as its header says, got {len(data)}: {where}")


def _resampled(samples: npt.NDArray[np.float32], rate_hz: int) -> Waveform:
    if rate_hz == SAMPLE_RATE_HZ:
        return samples
    resampled: Waveform = soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ, "VHQ")
    # A recording of less than a sample's time would vanish.
    return resampled if len(resampled) else samples[:1]


def loudest_second(samples: Waveform) -> Waveform:
    """The second with the most energy; shorter recordings whole.

    Args:
        samples: float32 (n,).

    Returns:
        float32 (min(n, CLIP_SAMPLES),).
    """
    if len(samples) <= CLIP_SAMPLES:
        return samples
    energy = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
    start = int(np.argmax(energy[CLIP_SAMPLES:] - energy[:-CLIP_SAMPLES]))
    return samples[start : start + CLIP_SAMPLES]
