"""WAV headers, of files and of streams that end later than their writer knew.

Python's own reader refuses WAVE_FORMAT_EXTENSIBLE before 3.12, and libsndfile reads nothing if the length is 0.
"""

import struct
from typing import IO, NamedTuple

from kws.core.errors import ClipError

_PCM, _EXTENSIBLE = 1, 0xFFFE
# The rest of the identifier of a sub-format; its first two bytes are the format.
_SUB_FORMAT = bytes.fromhex("000000001000800000aa00389b71")
# Lengths beyond this, and 0, are what a writer leaves that cannot seek: sox 0x7ffff000, arecord 0x80000000, ffmpeg
# 0xffffffff. No recording is as long.
_LARGEST = 0x7FFF_EFFF


class Header(NamedTuple):
    """What a WAV header says of the samples that follow it.

    Attributes:
        channels, bits, rate_hz: of the samples, which are integers.
        length: of the samples in bytes; None if the writer did not know it.
    """

    channels: int
    bits: int
    rate_hz: int
    length: int | None

    @property
    def frame_bytes(self) -> int:
        """Bytes per sample of all channels."""
        return self.channels * (self.bits // 8)


def read_header(stream: IO[bytes], where: str) -> Header:
    """Read a header up to the first sample.

    Args:
        stream: at the beginning of the WAV; it may be a pipe.
        where: name of the stream, for messages.

    Raises:
        ClipError: the stream is not a WAV of integer samples.
    """
    riff, layout = stream.read(12), None
    if riff[:4] != b"RIFF" or riff[8:] not in (b"WAVE", b""):
        raise ClipError(f"expected a WAV file, got {f'{riff[:4]!r} at its beginning' if riff else 'nothing'}: {where}")
    while len(head := stream.read(8)) == 8:
        name, length = struct.unpack("<4sI", head)
        if name == b"data" and layout:
            return Header(*layout, length if 0 < length <= _LARGEST else None)
        # Chunks begin at even places.
        content = stream.read(length + length % 2)
        if name == b"fmt ":
            layout = _parse_layout(content, where)
    raise ClipError(f"expected a WAV file, got one cut short: {where}")


def complete_lengths(data: bytes) -> bytes:
    """Complete a WAV file of any format: lengths that its writer did not know become those of what is there."""
    place = 12
    while data[:4] == b"RIFF" and place + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, place)
        if name == b"data":
            if 0 < length <= _LARGEST:
                return data
            completed = bytearray(data)
            struct.pack_into("<I", completed, 4, len(data) - 8)
            struct.pack_into("<I", completed, place + 4, len(data) - place - 8)
            return bytes(completed)
        place += 8 + length + length % 2
    return data


def _parse_layout(content: bytes, where: str) -> tuple[int, int, int]:
    """The number of channels, the bits per sample and the rate."""
    if len(content) < 16:
        raise ClipError(f"expected a WAV file, got one cut short: {where}")
    code, channels, rate_hz, _, _, bits = struct.unpack("<HHIIHH", content[:16])
    if code == _EXTENSIBLE and content[26:40] == _SUB_FORMAT:
        (code,) = struct.unpack("<H", content[24:26])
    if code != _PCM or channels == 0 or bits % 8 or bits == 0:
        raise ClipError(
            f"expected a WAV file of integer samples, got format {code:#06x}, {channels} × {bits} bit: {where}"
        )
    return channels, bits, rate_hz
