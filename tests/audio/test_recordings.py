"""Recordings as their writers leave them: files out of pipes, of every format, on every Python."""

import io
import struct

import numpy as np
import pytest
import soundfile

from kws.audio.clips import decode_wav
from kws.audio.recordings import decode_recording
from kws.core.errors import ClipError

SAMPLES = (0.5 * np.sin(np.arange(4_000) / 10)).astype(np.float32)

# The lengths that a writer leaves in the file's header and in that of its samples if it cannot go back.
WRITERS = {
    "nobody": (0, 0),
    "sox": (0x7FFF_F024, 0x7FFF_F000),
    "arecord": (0x8000_0024, 0x8000_0000),
    "ffmpeg": (0xFFFF_FFFF, 0xFFFF_FFFF),
}


def encode(form: str, subtype: str) -> bytearray:
    buffer = io.BytesIO()
    soundfile.write(buffer, SAMPLES, 16_000, format=form, subtype=subtype)
    return bytearray(buffer.getvalue())


def forget_lengths(data: bytearray, writer: str) -> bytes:
    riff, samples = WRITERS[writer]
    struct.pack_into("<I", data, 4, riff)
    struct.pack_into("<I", data, data.index(b"data") + 4, samples)
    return bytes(data)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
@pytest.mark.parametrize("form", ["WAV", "WAVEX"])
def test_a_file_out_of_a_pipe_is_read_whole(writer: str, subtype: str, form: str) -> None:
    data = forget_lengths(encode(form, subtype), writer)

    np.testing.assert_allclose(decode_recording(data, "here"), SAMPLES, atol=1e-4)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_clip_out_of_a_pipe_is_read_whole(writer: str) -> None:
    data = forget_lengths(encode("WAV", "PCM_16"), writer)

    np.testing.assert_allclose(decode_wav(data, "here"), SAMPLES, atol=1e-4)


def test_a_clip_of_the_extensible_format_is_read_on_every_python() -> None:
    np.testing.assert_allclose(decode_wav(bytes(encode("WAVEX", "PCM_16")), "here"), SAMPLES, atol=1e-4)


def test_a_clip_of_the_extensible_format_that_holds_floats_is_refused() -> None:
    with pytest.raises(ClipError, match="expected a WAV file of integer samples, got format 0x0003"):
        decode_wav(bytes(encode("WAVEX", "FLOAT")), "here")


def test_a_file_that_knows_its_length_and_is_cut_short_is_refused() -> None:
    with pytest.raises(ClipError, match="expected 8044 bytes as its header says, got 4000"):
        decode_recording(bytes(encode("WAV", "PCM_16")[:4_000]), "here")
