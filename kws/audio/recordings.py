"""Recordings of any sample rate and bit depth, decoded to 16 kHz."""

import io

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.audio.wav import complete_lengths
from kws.core.errors import ClipError

SUFFIXES = (".wav", ".flac")


_MIN_RATE_HZ, _MAX_RATE_HZ = 8_000, 48_000


# Lengths that a writer that cannot seek leaves in the header of a WAV file.
_UNKNOWN_LENGTHS = (0, 0xFFFFFFFF)


def decode_recording(data: bytes, where: str) -> Waveform:
    """Decode an audio file, mix it down to one channel and resample it to 16 kHz.

    Args:
        data: the bytes of a WAV or FLAC file.
        where: name of the file, for messages.

    Returns:
        float32 (n,), n > 0, finite.

    Raises:
        ClipError: the file is not audio, cut short or empty, has another rate or more channels than we take, or holds
            NaN or infinity.
    """
    data = complete_lengths(data)
    _require_whole(data, where)
    try:
        # always_2d: (n, channels), also for mono.
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
    return _resample(samples.mean(axis=1), rate_hz)


def _reason(error: soundfile.SoundFileError) -> str:
    return getattr(error, "error_string", str(error)).strip().rstrip(".")


def _require_whole(data: bytes, where: str) -> None:
    """Refuse a WAV file that is shorter than its header says: libsndfile reads it without an error."""
    if data[:4] != b"RIFF" or len(data) < 12:
        return
    length = int.from_bytes(data[4:8], "little")
    # Some writers count a final padding byte that they do not write.
    if length not in _UNKNOWN_LENGTHS and length + 8 > len(data) + 1:
        raise ClipError(f"expected {length + 8} bytes as its header says, got {len(data)}: {where}")


def _resample(samples: npt.NDArray[np.float32], rate_hz: int) -> Waveform:
    if rate_hz == SAMPLE_RATE_HZ:
        return samples
    resampled: Waveform = soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ, "VHQ")
    # A recording shorter than one sample at 16 kHz would come out empty.
    return resampled if len(resampled) else samples[:1]


def cut_loudest_second(samples: Waveform) -> Waveform:
    """Cut out the second with the most energy; a shorter recording is returned whole.

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
