"""Recordings from a folder of one's own, cut to at most a second."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from components.ingest.directory import read_recording
from kws.audio.clips import decode_wav
from kws.audio.recordings import cut_loudest_second, decode_recording
from kws.core.errors import ClipError, DatasetError

FORMATS = [
    ("WAV", "PCM_U8"),
    ("WAV", "PCM_16"),
    ("WAV", "PCM_24"),
    ("WAV", "PCM_32"),
    ("WAV", "FLOAT"),
    ("WAV", "DOUBLE"),
    ("FLAC", "PCM_S8"),
    ("FLAC", "PCM_16"),
    ("FLAC", "PCM_24"),
]


def tone(hz: float, rate_hz: int, seconds: float = 0.5, amplitude: float = 0.5) -> np.ndarray:
    return amplitude * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate_hz)) / rate_hz)


def encoded(samples: np.ndarray, rate_hz: int = 16_000, form: str = "WAV", subtype: str = "PCM_16") -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate_hz, format=form, subtype=subtype)
    return buffer.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`up` and `down` by enough speakers for three splits: <speaker>-<take>.wav."""
    rng = np.random.default_rng(1)
    for word in ("up", "down"):
        (tmp_path / "own" / word).mkdir(parents=True)
        for speaker in range(60):
            noise = rng.uniform(-0.5, 0.5, 1000)
            (tmp_path / "own" / word / f"{speaker}-0.wav").write_bytes(encoded(noise))
    return tmp_path / "own"


@pytest.fixture
def own(folder: Path, make_params):
    """Params for that folder."""

    def make(speaker_pattern: str | None = r"^(\d+)-"):
        directory = {"path": str(folder), "speaker_pattern": speaker_pattern}
        return make_params(source="directory", directory=directory, validation_percent=20, test_percent=20)

    return make


@pytest.mark.parametrize(("form", "subtype"), FORMATS)
def test_every_depth_is_read_to_the_same_waveform(form: str, subtype: str) -> None:
    samples = tone(440, 16_000)

    read = decode_recording(encoded(samples, form=form, subtype=subtype), "")

    assert read.dtype == np.float32
    np.testing.assert_allclose(read, samples, atol=1 / 100 if subtype in ("PCM_U8", "PCM_S8") else 1 / 20_000)


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000])
def test_every_rate_is_resampled_to_the_tone_that_was_recorded(rate_hz: int) -> None:
    read = decode_recording(encoded(tone(1000, rate_hz), rate_hz, subtype="FLOAT"), "")

    assert abs(len(read) - 8000) <= 1
    middle = slice(500, 7500)  # a resampler has no samples beyond the ends
    np.testing.assert_allclose(read[middle], tone(1000, 16_000)[middle], atol=0.002)


@pytest.mark.parametrize("rate_hz", [22_050, 44_100, 48_000])
def test_what_16_khz_cannot_hold_is_filtered_out_and_does_not_fold_back(rate_hz: int) -> None:
    read = decode_recording(encoded(tone(10_000, rate_hz), rate_hz), "")

    assert np.abs(read[500:-500]).max() < 0.001


def test_stereo_is_mixed_down() -> None:
    left, right = tone(440, 16_000, amplitude=0.6), tone(1000, 16_000, amplitude=0.2)

    read = decode_recording(encoded(np.stack([left, right], axis=1)), "")

    np.testing.assert_allclose(read, (left + right) / 2, atol=1e-4)


def test_a_long_recording_is_cut_to_its_loudest_second() -> None:
    samples = np.concatenate([tone(440, 16_000, 1.5, 0.1), tone(440, 16_000, 1, 0.5), tone(440, 16_000, 1.5, 0.2)])

    np.testing.assert_array_equal(
        cut_loudest_second(samples.astype(np.float32)), samples[24_000:40_000].astype(np.float32)
    )


@pytest.mark.parametrize("length", [1, 8000, 16_000])
def test_a_recording_of_up_to_a_second_keeps_its_length(length: int) -> None:
    samples = np.arange(length, dtype=np.float32)

    np.testing.assert_array_equal(cut_loudest_second(samples), samples)


def test_a_recording_becomes_a_clip_named_for_file_and_folder(tmp_path: Path) -> None:
    path = tmp_path / "up" / "Anna_3.FLAC"
    path.parent.mkdir()
    path.write_bytes(encoded(tone(440, 48_000, 2), 48_000, form="FLAC"))

    made = read_recording(path, r"^([A-Za-z]+)_")

    assert (made.word, made.name, made.speaker) == ("up", "Anna_3.wav", "Anna")
    assert len(decode_wav(made.wav, "")) == 16_000


def test_a_folder_becomes_clips_whose_speakers_are_in_one_split_each(own, ingested) -> None:
    clips = ingested(own())

    assert {clip.path for clip in clips} == {f"{word}/{who}-0.wav" for word in ("up", "down") for who in range(60)}
    assert {clip.speaker for clip in clips} == {str(who) for who in range(60)}
    assert len({(clip.speaker, clip.split) for clip in clips}) == 60


def test_without_a_pattern_every_recording_is_a_speaker_and_copies_share_one(own, ingested, folder: Path) -> None:
    (folder / "up" / "copy.wav").write_bytes((folder / "up" / "7-0.wav").read_bytes())

    clips = {clip.path: clip for clip in ingested(own(speaker_pattern=None))}

    assert len({clip.speaker for clip in clips.values()}) == len(clips) - 1 == 120
    assert clips["up/copy.wav"].speaker == clips["up/7-0.wav"].speaker
    assert clips["up/copy.wav"].duplicate_of == "up/7-0.wav"


def test_hidden_and_other_files_are_ignored(own, ingested, folder: Path) -> None:
    (folder / "up" / "._1-0.wav").write_bytes(b"resource fork")
    (folder / "up" / "notes.txt").write_text("said twice")

    assert len(ingested(own())) == 120


UNUSABLE = {
    "empty file": (b"", "expected WAV or FLAC audio"),
    "header cut short": (b"RIFF", "expected WAV or FLAC audio"),
    "not audio": (b"ID3\x04 not audio that we take", "expected WAV or FLAC audio"),
    "WAV cut short": (encoded(tone(440, 16_000))[:9000], "expected 16044 bytes as its header says, got 9000"),
    "FLAC cut short": (
        encoded(tone(440, 16_000), form="FLAC")[:3000],
        "expected WAV or FLAC audio, got Error : flac decoder",
    ),
    "no samples": (encoded(np.zeros(0)), "expected at least one sample, got none"),
    "NaN": (encoded(np.array([0.1, np.nan]), subtype="FLOAT"), "expected finite samples, got NaN or infinity"),
    "infinity": (encoded(np.array([0.1, -np.inf]), subtype="DOUBLE"), "expected finite samples, got NaN or infinity"),
    "too slow": (encoded(tone(440, 7_999), 7_999), "expected 8000 to 48000 Hz, got 7999 Hz"),
    "too fast": (encoded(tone(440, 96_000), 96_000), "expected 8000 to 48000 Hz, got 96000 Hz"),
    "surround": (encoded(np.zeros((100, 6))), "expected mono or stereo, got 6 channels"),
}


@pytest.mark.parametrize(("content", "complaint"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_recording_that_cannot_be_used_is_refused_by_name(
    own, ingested, folder: Path, content: bytes, complaint: str
) -> None:
    bad = folder / "down" / "7-1.wav"
    bad.write_bytes(content)

    with pytest.raises(ClipError) as refused:
        ingested(own())

    assert complaint in str(refused.value)
    assert str(refused.value).endswith(f": {bad}")
    assert list((folder.parent / "data").iterdir()) == []


def test_a_recording_that_cannot_be_opened_is_refused_by_name(own, ingested, folder: Path) -> None:
    (folder / "up" / "folder.wav").mkdir()

    with pytest.raises(ClipError, match=r"expected a recording, got Is a directory: .*folder\.wav"):
        ingested(own())


def test_a_name_without_a_speaker_is_refused(own, ingested, folder: Path) -> None:
    (folder / "up" / "anonymous.wav").write_bytes(encoded(tone(440, 16_000)))

    with pytest.raises(ClipError, match=r"expected a speaker by the pattern .* in the file name: .*anonymous\.wav"):
        ingested(own())


def test_a_recording_as_wav_and_as_flac_is_refused(own, ingested, folder: Path) -> None:
    (folder / "up" / "7-0.flac").write_bytes(encoded(tone(440, 16_000), form="FLAC"))

    with pytest.raises(DatasetError, match=r"expected one recording per name, got two: .*7-0\.wav"):
        ingested(own())


def test_a_word_without_a_folder_is_refused_by_name(own, ingested, folder: Path) -> None:
    (folder / "down").rename(folder / "downwards")

    with pytest.raises(
        DatasetError, match=r"expected a folder of recordings, found none: .*own/down; put them there or set ingest"
    ):
        ingested(own())


def test_a_word_whose_folder_is_empty_is_refused_by_name(own, ingested, folder: Path) -> None:
    for path in (folder / "down").iterdir():
        path.unlink()

    with pytest.raises(
        DatasetError,
        match=r"expected recordings \(\.wav, \.flac\), found none: .*own/down; put them there or set ingest",
    ):
        ingested(own())
