"""Clips: one labelled recording each, a mono 16-bit 16 kHz WAV file on disk, float32 in [-1, 1] in memory."""

import io
import math
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.audio.wav import read_header
from kws.core.errors import ClipError

_FULL_SCALE = 32_768.0

Waveform = npt.NDArray[np.float32]


def read_clip(path: Path) -> Waveform:
    """Read a clip; one shorter than a second is padded with silence at the end.

    Returns:
        float32 (CLIP_SAMPLES,) in [-1, 1].

    Raises:
        ClipError: as `read_wav`, or the clip is empty or longer than a second.
    """
    return pad_clip(read_wav(path), str(path))


def pad_clip(samples: Waveform, where: str) -> Waveform:
    """Pad samples with silence at the end to one second.

    Args:
        samples: float32 (n,), 0 < n <= CLIP_SAMPLES, finite, in [-1, 1].
        where: name of the samples, for the message.

    Returns:
        float32 (CLIP_SAMPLES,); the samples themselves if they last a second.

    Raises:
        ClipError: the samples have more than one channel, are empty, last more than a second, or hold NaN or infinity.
    """
    if samples.ndim != 1:
        raise ClipError(f"expected one channel of samples, got an array of shape {samples.shape}: {where}")
    if not 0 < len(samples) <= CLIP_SAMPLES:
        raise ClipError(f"expected 1 to {CLIP_SAMPLES} samples, got {len(samples)}: {where}")
    # The energy is finite only if every sample is, and one product is faster than a check of each.
    if not math.isfinite(samples.dot(samples)):
        raise ClipError(f"expected finite samples, got NaN or infinity: {where}")
    if len(samples) == CLIP_SAMPLES:
        return samples
    clip = np.zeros(CLIP_SAMPLES, np.float32)
    clip[: len(samples)] = samples
    return clip


def read_wav(path: Path) -> Waveform:
    """Read all samples of a mono 16-bit 16 kHz WAV file.

    Returns:
        float32 (n,) in [-1, 1].

    Raises:
        ClipError: the file is missing, of another format, or shorter than its header says.
    """
    try:
        return decode_wav(path.read_bytes(), str(path))
    except OSError as error:
        raise ClipError(f"expected a WAV file, got {error.strerror}: {path}") from None


def decode_wav(data: bytes, where: str) -> Waveform:
    """As `read_wav`, from the bytes of a file; `where` names the file in messages."""
    stream = io.BytesIO(data)
    header = read_header(stream, where)
    if header[:3] != (1, 16, SAMPLE_RATE_HZ):
        got = f"{header.channels} × {header.bits} bit at {header.rate_hz} Hz"
        raise ClipError(f"expected 1 × 16 bit at {SAMPLE_RATE_HZ} Hz, got {got}: {where}")
    pcm = stream.read(header.length)
    if header.length is not None and len(pcm) != header.length:
        raise ClipError(f"expected {header.length // 2} samples as its header says, got {len(pcm) // 2}: {where}")
    return np.frombuffer(pcm, "<i2", len(pcm) // 2).astype(np.float32) / np.float32(_FULL_SCALE)


def encode_wav(samples: Waveform) -> bytes:
    """Encode samples as a mono 16-bit 16 kHz WAV file; values beyond [-1, 1] are clipped."""
    buffer = io.BytesIO()
    pcm = np.clip(np.rint(samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1).astype("<i2")
    with wave.open(buffer, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(SAMPLE_RATE_HZ)
        wav.writeframes(pcm.tobytes())
    return buffer.getvalue()
