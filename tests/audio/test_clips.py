"""Clips: WAV files as float32 waveforms and back, and the files that are refused."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from kws.audio.clips import decode_wav, encode_wav, pad_clip, read_clip, read_wav
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.core.errors import ClipError

LSB = 1 / 32768

pcm = npst.arrays(np.int16, st.integers(0, 500))
waveforms = npst.arrays(np.float32, st.integers(0, 500), elements=st.floats(-1, 1, width=32))


def wav(samples: np.ndarray, channels: int = 1, rate_hz: int = SAMPLE_RATE_HZ, subtype: str = "PCM_16") -> bytes:
    """A WAV file by libsndfile, which is not the library under test."""
    buffer = io.BytesIO()
    shaped = samples.reshape(-1, channels)
    soundfile.write(buffer, shaped, rate_hz, subtype, format="WAV")
    return buffer.getvalue()


@given(pcm)
def test_every_16_bit_sample_survives_encoding(samples: np.ndarray) -> None:
    exact = samples.astype(np.float32) / 32768

    np.testing.assert_array_equal(decode_wav(encode_wav(exact), "here"), exact)


@given(waveforms)
def test_samples_come_back_within_half_a_step(samples: np.ndarray) -> None:
    decoded = decode_wav(encode_wav(samples), "here")

    # The largest 16-bit sample is one step below 1.
    np.testing.assert_allclose(decoded, np.minimum(samples, 1 - LSB), rtol=0, atol=LSB / 2)
    assert decoded.dtype == np.float32


@given(waveforms)
def test_another_library_reads_the_same_samples(samples: np.ndarray) -> None:
    encoded = encode_wav(samples)

    read, rate_hz = soundfile.read(io.BytesIO(encoded), dtype="float32")

    assert rate_hz == SAMPLE_RATE_HZ
    np.testing.assert_array_equal(read, decode_wav(encoded, "here"))


@given(pcm)
def test_what_another_library_writes_is_read(samples: np.ndarray) -> None:
    np.testing.assert_array_equal(decode_wav(wav(samples), "here"), samples.astype(np.float32) / 32768)


def test_samples_beyond_the_range_are_clipped() -> None:
    decoded = decode_wav(encode_wav(np.array([-3, -1, 1, 3], np.float32)), "here")

    np.testing.assert_array_equal(decoded, np.array([-1, -1, 1 - LSB, 1 - LSB], np.float32))


@given(cut=st.integers(0, 243))
def test_a_file_cut_short_anywhere_is_refused_by_name(cut: int) -> None:
    whole = encode_wav(np.zeros(100, np.float32))
    assert len(whole) == 244

    with pytest.raises(ClipError, match=r"expected .*, got .*: some/clip\.wav"):
        decode_wav(whole[:cut], "some/clip.wav")


@given(place=st.integers(0, 43), byte=st.integers(0, 255))
def test_a_damaged_header_is_refused_or_harmless(place: int, byte: int) -> None:
    damaged = bytearray(encode_wav(np.zeros(100, np.float32)))
    damaged[place] = byte

    try:
        assert len(decode_wav(bytes(damaged), "here")) <= 100
    except ClipError as error:
        assert str(error).endswith(": here")


@given(st.binary(max_size=200))
def test_bytes_that_are_not_a_wav_are_refused(data: bytes) -> None:
    with pytest.raises(ClipError, match=r"expected a WAV file, got .*: here"):
        decode_wav(data, "here")


@pytest.mark.parametrize(
    ("data", "got"),
    [
        (wav(np.zeros(10), channels=2), "2 × 16 bit at 16000 Hz"),
        (wav(np.zeros(10), rate_hz=8000), "1 × 16 bit at 8000 Hz"),
        (wav(np.zeros(10), subtype="PCM_24"), "1 × 24 bit at 16000 Hz"),
        (wav(np.zeros(10), subtype="PCM_U8"), "1 × 8 bit at 16000 Hz"),
    ],
)
def test_another_form_of_wav_is_refused_with_its_form(data: bytes, got: str) -> None:
    with pytest.raises(ClipError, match=f"expected 1 × 16 bit at 16000 Hz, got {got}: here"):
        decode_wav(data, "here")


def test_a_float_wav_is_refused() -> None:
    with pytest.raises(ClipError, match="expected a WAV file of integer samples, got format 0x0003, 1 × 32 bit: here"):
        decode_wav(wav(np.zeros(10), subtype="FLOAT"), "here")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ClipError, match=r"expected a WAV file, got No such file or directory: .*gone\.wav"):
        read_wav(tmp_path / "gone.wav")


def test_a_short_clip_is_padded_with_silence_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "short.wav"
    path.write_bytes(wav(np.full(1000, 0.5)))

    clip = read_clip(path)

    assert clip.shape == (CLIP_SAMPLES,)
    assert clip.dtype == np.float32
    assert (clip[:1000] == 0.5).all()
    assert not clip[1000:].any()


@pytest.mark.parametrize("length", [0, CLIP_SAMPLES + 1])
def test_an_empty_or_long_clip_is_refused_by_name(tmp_path: Path, length: int) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(wav(np.zeros(length)))

    with pytest.raises(ClipError, match=rf"expected 1 to 16000 samples, got {length}: .*clip\.wav"):
        read_clip(path)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_samples_that_are_not_finite_are_refused(bad: float) -> None:
    samples = np.zeros(CLIP_SAMPLES, np.float32)
    samples[77] = bad

    with pytest.raises(ClipError, match="expected finite samples, got NaN or infinity: the microphone"):
        pad_clip(samples, "the microphone")


def test_more_than_one_channel_of_samples_is_refused() -> None:
    with pytest.raises(ClipError, match=r"expected one channel of samples, got an array of shape \(2, 8000\): here"):
        pad_clip(np.zeros((2, 8000), np.float32), "here")


def test_a_second_of_samples_is_a_clip_as_it_is() -> None:
    samples = np.linspace(-1, 1, CLIP_SAMPLES, dtype=np.float32)

    np.testing.assert_array_equal(pad_clip(samples, "here"), samples)


def test_the_standard_library_writes_readable_clips(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE_HZ, 2, "NONE", ""))
        file.writeframes(b"\x00\x40\x00\x80")

    np.testing.assert_array_equal(read_wav(path), np.array([0.5, -1], np.float32))
