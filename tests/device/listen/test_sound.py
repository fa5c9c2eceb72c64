"""Sound in every form that a device has it, through real pipes and the real arecord."""

import io
import os
import shutil
import struct
import wave
from collections import deque

import numpy as np
import pytest

from kws.core.errors import ClipError, DeviceError
from kws.device.listen.sound import from_microphone, from_raw, from_wav

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
    np.testing.assert_array_equal(heard(from_wav(io.BytesIO(wav_bytes()))), PCM / np.float32(32_768))


def test_a_raw_stream_is_its_samples():
    np.testing.assert_array_equal(heard(from_raw(io.BytesIO(PCM.tobytes()), 16_000, 1)), PCM / np.float32(32_768))


def test_several_channels_are_averaged():
    np.testing.assert_allclose(
        heard(from_raw(io.BytesIO(PCM.tobytes()), 16_000, 2)), PCM.reshape(-1, 2).mean(axis=1) / 32_768, atol=1e-6
    )


def test_a_stream_that_is_cut_within_a_sample_ends_before_it():
    assert len(heard(from_raw(io.BytesIO(PCM.tobytes()[:-1]), 16_000, 1))) == len(PCM) - 1


def test_another_rate_comes_out_as_16_khz():
    assert len(heard(from_wav(io.BytesIO(wav_bytes(rate_hz=48_000))))) == pytest.approx(10_000, abs=20)


@pytest.mark.parametrize("length", [0xFFFF_FFFF, 0x7FFF_FFF0])
def test_a_pipe_whose_header_does_not_know_the_end_is_heard_to_its_end(length):
    data = bytearray(wav_bytes())
    struct.pack_into("<I", data, 4, 0xFFFF_FFFF)
    struct.pack_into("<I", data, 40, length)
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as stream:
        with os.fdopen(writer, "wb") as end:
            end.write(data[:40_044])
        np.testing.assert_array_equal(heard(from_wav(stream)), PCM[:20_000] / np.float32(32_768))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "expected a WAV stream, got an early end"),
        (b"OggS" + bytes(100), "expected a WAV stream, got file does not start with RIFF"),
        (wav_bytes(width=1), "expected 16 bits a sample, got 8"),
        (wav_bytes(width=3), "expected 16 bits a sample, got 24"),
        (wav_bytes(rate_hz=4_000), "expected 8000 to 192000 Hz and at least one channel, got 4000 Hz and 1"),
    ],
)
def test_what_is_no_sound_for_us_is_refused_at_once(data, message):
    with pytest.raises(ClipError, match=message):
        from_wav(io.BytesIO(data))


def test_a_raw_stream_without_channels_is_refused():
    with pytest.raises(ClipError, match="got 16000 Hz and 0"):
        from_raw(io.BytesIO(b""), 16_000, 0)


@pytest.fixture
def microphone(tmp_path, monkeypatch):
    """A microphone of ALSA's that hears a file."""
    (tmp_path / "sound.raw").write_bytes(PCM.tobytes())
    place = tmp_path / "sound.raw"
    (tmp_path / ".asoundrc").write_text(
        f"pcm.heard {{ type file slave.pcm null file /dev/null format raw infile {place} }}\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    return "heard"


@pytest.fixture
def arecord(tmp_path, monkeypatch):
    """Put a program in the place of arecord."""

    def put(script):
        (tmp_path / "arecord").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "arecord").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return put


needs_arecord = pytest.mark.skipif(shutil.which("arecord") is None, reason="needs arecord: apt-get install alsa-utils")


@needs_arecord
def test_a_microphone_is_heard_through_arecord_and_let_go(microphone):
    with from_microphone(microphone, 16_000, 1) as blocks:
        found = np.concatenate([next(blocks) for _ in range(20)])
    assert found.shape == (16_000,)
    assert np.isin(np.rint(found * 32_768), PCM).all()


@needs_arecord
def test_a_microphone_that_is_not_there_is_said_in_arecords_words(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    with (
        from_microphone("hw:77", 16_000, 1) as blocks,
        pytest.raises(DeviceError, match=r"expected arecord to go on, it ended: arecord: .*error"),
    ):
        next(blocks)


def test_a_machine_without_arecord_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceError, match="sudo apt install alsa-utils"), from_microphone("default", 16_000, 1):
        pass


def test_a_microphone_that_is_unplugged_ends_the_listening(arecord):
    arecord("head -c 3200 /dev/zero; echo 'arecord: read error: No such device' >&2; exit 1")
    with from_microphone("default", 16_000, 1) as blocks:
        assert [len(next(blocks)) for _ in range(2)] == [800, 800]
        with pytest.raises(DeviceError, match="it ended: arecord: read error: No such device"):
            next(blocks)


def test_a_microphone_at_another_rate_than_asked_is_not_listened_to(arecord):
    arecord("echo 'Warning: rate is not accurate (requested = 16000Hz, got = 48000Hz)' >&2; exec cat /dev/zero")
    with from_microphone("default", 16_000, 1) as blocks, pytest.raises(DeviceError, match="got = 48000Hz"):
        deque(blocks, maxlen=0)
