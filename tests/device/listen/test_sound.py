"""Streams of sound through real pipes and the real arecord."""

import io
import os
import shutil
import struct
import wave
from collections import deque

import numpy as np
import pytest

from kws.core.errors import ClipError, DeviceError
from kws.device.listen.sound import open_microphone, read_raw_stream, read_wav_stream

PCM = np.random.default_rng(3).integers(-20_000, 20_000, 30_000).astype("<i2")


def wav_bytes(samples=PCM, rate_hz=16_000, channels=1, width=2):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as wav:
        wav.setparams((channels, width, rate_hz, 0, "NONE", ""))
        wav.writeframes(samples.tobytes())
    return buffer.getvalue()


def heard(blocks):
    return np.concatenate(list(blocks))


def test_a_wav_stream_is_its_samples():
    np.testing.assert_array_equal(heard(read_wav_stream(io.BytesIO(wav_bytes()))), PCM / np.float32(32_768))


def test_a_raw_stream_is_its_samples():
    np.testing.assert_array_equal(
        heard(read_raw_stream(io.BytesIO(PCM.tobytes()), 16_000, 1)), PCM / np.float32(32_768)
    )


def test_several_channels_are_averaged():
    np.testing.assert_allclose(
        heard(read_raw_stream(io.BytesIO(PCM.tobytes()), 16_000, 2)),
        PCM.reshape(-1, 2).mean(axis=1) / 32_768,
        atol=1e-6,
    )


def test_a_stream_that_is_cut_within_a_sample_ends_before_it():
    assert len(heard(read_raw_stream(io.BytesIO(PCM.tobytes()[:-1]), 16_000, 1))) == len(PCM) - 1


def test_another_rate_comes_out_as_16_khz():
    assert len(heard(read_wav_stream(io.BytesIO(wav_bytes(rate_hz=48_000))))) == pytest.approx(10_000, abs=20)


def make_extensible(data):
    """A WAV with the longer description of its format that some recorders write."""
    layout = struct.pack("<HHIIHHHHI", 0xFFFE, 1, 16_000, 32_000, 2, 16, 22, 16, 4)
    layout += bytes.fromhex("0100000000001000800000aa00389b71")
    return b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<I", len(layout)) + layout + data[36:]


def test_the_extensible_format_is_heard_on_every_python():
    np.testing.assert_array_equal(
        heard(read_wav_stream(io.BytesIO(make_extensible(wav_bytes())))), PCM / np.float32(32_768)
    )


def test_what_follows_the_samples_of_a_file_is_not_heard():
    data = wav_bytes() + b"LIST" + struct.pack("<I", 4) + b"INFO"
    np.testing.assert_array_equal(heard(read_wav_stream(io.BytesIO(data))), PCM / np.float32(32_768))


@pytest.mark.parametrize("length", [0, 0xFFFF_FFFF, 0x7FFF_FFF0, 0x7FFF_F000, 0x8000_0000])
def test_a_pipe_of_unknown_length_is_read_to_its_end(length):
    data = bytearray(wav_bytes())
    struct.pack_into("<I", data, 4, 0xFFFF_FFFF)
    struct.pack_into("<I", data, 40, length)
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as stream:
        with os.fdopen(writer, "wb") as end:
            end.write(data[:40_044])
        np.testing.assert_array_equal(heard(read_wav_stream(stream)), PCM[:20_000] / np.float32(32_768))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "expected a WAV file, got nothing: standard input"),
        (b"OggS" + bytes(100), "expected a WAV file, got b'OggS' at its beginning: standard input"),
        (wav_bytes(width=1), "expected 16 bits per sample, got 8"),
        (wav_bytes(width=3), "expected 16 bits per sample, got 24"),
        (wav_bytes(rate_hz=4_000), "expected 8000 to 192000 Hz and at least one channel, got 4000 Hz and 1"),
    ],
)
def test_unsupported_sound_is_refused_at_once(data, message):
    with pytest.raises(ClipError, match=message):
        read_wav_stream(io.BytesIO(data))


def test_a_raw_stream_without_channels_is_refused():
    with pytest.raises(ClipError, match="got 16000 Hz and 0"):
        read_raw_stream(io.BytesIO(b""), 16_000, 0)


@pytest.fixture
def microphone(tmp_path, monkeypatch):
    """An ALSA microphone that records a file."""
    (tmp_path / "sound.raw").write_bytes(PCM.tobytes())
    place = tmp_path / "sound.raw"
    (tmp_path / ".asoundrc").write_text(
        f"pcm.heard {{ type file slave.pcm null file /dev/null format raw infile {place} }}\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    return "heard"


@pytest.fixture
def arecord(tmp_path, monkeypatch):
    """Replace arecord with another program."""

    def put(script):
        (tmp_path / "arecord").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "arecord").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return put


needs_arecord = pytest.mark.skipif(shutil.which("arecord") is None, reason="needs arecord: apt-get install alsa-utils")


@needs_arecord
def test_a_microphone_is_recorded_by_arecord_and_released(microphone):
    with open_microphone(microphone, 16_000, 1) as blocks:
        found = np.concatenate([next(blocks) for _ in range(20)])
    assert found.shape == (16_000,)
    assert np.isin(np.rint(found * 32_768), PCM).all()


@needs_arecord
def test_the_message_of_arecord_for_a_missing_microphone_is_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    with (
        open_microphone("hw:77", 16_000, 1) as blocks,
        pytest.raises(DeviceError, match=r"expected arecord to keep recording, it ended: arecord: .*error"),
    ):
        next(blocks)


def test_without_arecord_the_error_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceError, match="sudo apt install alsa-utils"), open_microphone("default", 16_000, 1):
        pass


def test_unplugging_the_microphone_is_an_error(arecord):
    arecord("head -c 3200 /dev/zero; echo 'arecord: read error: No such device' >&2; exit 1")
    with open_microphone("default", 16_000, 1) as blocks:
        assert [len(next(blocks)) for _ in range(2)] == [800, 800]
        with pytest.raises(DeviceError, match="it ended: arecord: read error: No such device"):
            next(blocks)


def test_a_microphone_at_another_rate_than_requested_is_refused(arecord):
    arecord("echo 'Warning: rate is not accurate (requested = 16000Hz, got = 48000Hz)' >&2; exec cat /dev/zero")
    with open_microphone("default", 16_000, 1) as blocks, pytest.raises(DeviceError, match="got = 48000Hz"):
        deque(blocks, maxlen=0)
