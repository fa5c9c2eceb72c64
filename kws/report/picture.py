"""A clip → a waveform to draw, a picture of its features and its sound, each inside the page."""

import base64
import struct
import zlib

import numpy as np
import numpy.typing as npt

from kws.audio.clips import Waveform, encode_wav
from kws.audio.front_end import Features

# The waveform's view box.
WAVE_WIDTH, WAVE_HEIGHT = 240, 56

# From low to high, rising in lightness, so that it reads in grey and for every eye: dark blue, teal, green, yellow.
_COLOURS = np.array([[31, 23, 80], [43, 75, 137], [32, 135, 142], [92, 190, 106], [246, 231, 75]], np.float64)

# Features further from their mean than so many standard deviations look the same.
_SPREAD = 2.5


def draw_envelope(clip: Waveform) -> str:
    """The data of an SVG path around the waveform: its highest and lowest sample in each column.

    Args:
        clip: float32 (n,), n >= WAVE_WIDTH, in [-1, 1].
    """
    columns = np.array_split(clip, WAVE_WIDTH)
    # A quiet clip is drawn as high as a loud one.
    scale = WAVE_HEIGHT / 2 / max(float(np.abs(clip).max()), 1e-4)
    above = [f"{x} {WAVE_HEIGHT / 2 - scale * column.max():.1f}" for x, column in enumerate(columns)]
    below = [f"{x} {WAVE_HEIGHT / 2 - scale * column.min():.1f}" for x, column in enumerate(columns)]
    return f"M{'L'.join([*above, *reversed(below)])}Z"


def encode_sound(clip: Waveform) -> str:
    """A clip as the address of its WAV file."""
    return _address("audio/wav", encode_wav(clip))


def draw_features(features: Features) -> list[str]:
    """The features of several clips as the addresses of PNG files: time to the right, coefficients upwards.

    Args:
        features: float32 (n, num_frames, num_features).
    """
    # A coefficient is held against itself in the other clips: the first ones would outshine the rest.
    mean, deviation = features.mean(axis=(0, 1)), features.std(axis=(0, 1)) + 1e-9
    places = np.clip((features - mean) / deviation / _SPREAD, -1, 1)
    grey = np.asarray(np.rint(127.5 * (places + 1)), np.uint8)
    return [_address("image/png", encode_png(one.T[::-1])) for one in grey]


def encode_png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """A PNG file of uint8 (height, width) in this page's colours.

    Source: the PNG specification, third edition, sections 5 and 11.
    """
    height, width = pixels.shape
    # A filter byte, none, before each row.
    rows = np.pad(pixels, ((0, 0), (1, 0))).tobytes()
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", _palette()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _palette() -> bytes:
    places, anchors = np.linspace(0, 1, 256), np.linspace(0, 1, len(_COLOURS))
    channels = [np.interp(places, anchors, channel) for channel in _COLOURS.T]
    return bytes(np.rint(np.stack(channels, axis=1)).astype(np.uint8))


def _address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
