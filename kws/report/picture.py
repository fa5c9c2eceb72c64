"""The waveform, features and sound of a clip as data inside a page."""

import base64
import struct
import zlib

import numpy as np
import numpy.typing as npt

from kws.audio.clips import Waveform, encode_wav
from kws.audio.front_end import Features

# View box of a waveform.
WAVE_WIDTH, WAVE_HEIGHT = 240, 56

# From low to high: dark blue, teal, green, yellow. Lightness rises, so that the scale also reads in grey and for the
# colour-blind.
_COLOURS = np.array([[31, 23, 80], [43, 75, 137], [32, 135, 142], [92, 190, 106], [246, 231, 75]], np.float64)

# Features are clipped at this many standard deviations from their mean.
_SPREAD = 2.5


def draw_envelope(clip: Waveform) -> str:
    """Draw the envelope of a waveform, the highest and lowest sample per column, as the data of an SVG path.

    Args:
        clip: float32 (n,), n >= WAVE_WIDTH, in [-1, 1].
    """
    columns = np.array_split(clip, WAVE_WIDTH)
    # Scaled to its peak: a quiet clip is drawn as high as a loud one.
    scale = WAVE_HEIGHT / 2 / max(float(np.abs(clip).max()), 1e-4)
    above = [f"{x} {WAVE_HEIGHT / 2 - scale * column.max():.1f}" for x, column in enumerate(columns)]
    below = [f"{x} {WAVE_HEIGHT / 2 - scale * column.min():.1f}" for x, column in enumerate(columns)]
    return f"M{'L'.join([*above, *reversed(below)])}Z"


def encode_sound(clip: Waveform) -> str:
    """Encode a clip, float32 (n,) in [-1, 1], as the data URL of a WAV file."""
    return _make_data_url("audio/wav", encode_wav(clip))


def draw_features(features: Features) -> list[str]:
    """Draw the features of clips, time to the right and coefficients upwards, as the data URLs of PNG files.

    Args:
        features: float32 (n, num_frames, num_features).
    """
    # Each coefficient is scaled by its spread over these clips: the first ones vary far more than the rest.
    mean, deviation = features.mean(axis=(0, 1)), features.std(axis=(0, 1)) + 1e-9
    places = np.clip((features - mean) / deviation / _SPREAD, -1, 1)
    grey = np.asarray(np.rint(127.5 * (places + 1)), np.uint8)
    return [_make_data_url("image/png", encode_png(one.T[::-1])) for one in grey]


def encode_png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """Encode uint8 (height, width) as a PNG file in the page's colours.

    Source: the PNG specification, third edition, sections 5 and 11.
    """
    height, width = pixels.shape
    # Each row begins with its filter: 0, none.
    rows = np.pad(pixels, ((0, 0), (1, 0))).tobytes()
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", _make_palette()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_make_chunk(name, data) for name, data in chunks)


def _make_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _make_palette() -> bytes:
    places, anchors = np.linspace(0, 1, 256), np.linspace(0, 1, len(_COLOURS))
    channels = [np.interp(places, anchors, channel) for channel in _COLOURS.T]
    return bytes(np.rint(np.stack(channels, axis=1)).astype(np.uint8))


def _make_data_url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
