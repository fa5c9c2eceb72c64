"""Clips folders written from the recordings of a source."""

import tracemalloc
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.recordings import wav

from components.ingest import MaxClipsPerWord
from components.ingest.recording import Recording
from components.ingest.stage import draw_clips, summarize
from kws.audio.clips import encode_wav
from kws.audio.manifest import SPLITS, Clip, data_sha256, read_manifest
from kws.core.errors import ClipError, DatasetError
from kws.core.files import sha256_of
from kws.core.lineage import Lineage


class Listed:
    """A source of given recordings, whose speakers are named after their split."""

    def __init__(self, recordings: Iterable[Recording]) -> None:
        self._recordings = recordings

    def read_recordings(self) -> Generator[Recording, None, None]:
        yield from self._recordings

    def assign_split(self, clip: Clip) -> str:
        return clip.speaker.split("_")[0]


def recording(word: str, speaker: str, number: int, **changes: object) -> Recording:
    made = Recording(word, f"{speaker}_{number}.wav", speaker, wav(number), f"{speaker}_{number}.wav of a test")
    return replace(made, **changes)


def recordings(count: int = 3) -> list[Recording]:
    """`count` of each word in each split, all different."""
    places = [(word, split) for word in ("up", "down") for split in SPLITS]
    return [
        recording(word, split, place * count + number)
        for place, (word, split) in enumerate(places)
        for number in range(count)
    ]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def clips_folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "clips"


def test_the_manifest_lists_every_file(make_params, ingested, clips_folder: Path) -> None:
    clips = ingested(make_params(), Listed(recordings()))

    assert read_manifest(clips_folder) == clips
    assert {clip.path for clip in clips} == {
        str(path.relative_to(clips_folder)) for path in clips_folder.rglob("*.wav")
    }
    assert all(sha256_of(clips_folder / clip.path) == clip.sha256 for clip in clips)
    assert all(clip.path.startswith(f"{clip.word}/") for clip in clips)


def test_the_lineage_holds_words_data_and_params(make_params, ingested, clips_folder: Path) -> None:
    params = make_params(words=["down", "up"])

    clips = ingested(params, Listed(recordings()))

    lineage = Lineage.read(clips_folder)
    assert lineage.labels == ("down", "up")
    assert lineage.data_sha256 == data_sha256(clips)
    assert lineage.params["ingest"]["seed"] == params.seed


def test_noise_is_kept_beside_the_clips_and_out_of_the_manifest(make_params, ingested, clips_folder: Path) -> None:
    noise = wav(99, seconds=3)

    clips = ingested(make_params(), Listed([*recordings(), Recording("_background_noise_", "tap.wav", "", noise, "")]))

    assert (clips_folder / "_background_noise_" / "tap.wav").read_bytes() == noise
    assert len(clips) == len(recordings())


def test_exact_copies_are_marked_with_the_first(make_params, ingested) -> None:
    copy = recording("up", "training", 7, wav=recordings()[0].wav)

    clips = ingested(make_params(), Listed([copy, *recordings()]))

    assert [(clip.path, clip.duplicate_of) for clip in clips if clip.duplicate_of] == [
        ("up/training_7.wav", "up/training_0.wav")
    ]
    assert summarize(clips).endswith("1 exact duplicates")


def test_the_result_does_not_depend_on_the_order_of_the_recordings(make_params, ingested, clips_folder: Path) -> None:
    params = make_params(max_clips_per_word={"training": 2, "validation": 1})
    ingested(params, Listed(recordings()))
    expected = contents(clips_folder)

    ingested(params, Listed(reversed(recordings())))

    assert contents(clips_folder) == expected


def test_a_draw_leaves_the_limit_of_files_per_word_and_split(make_params, ingested, clips_folder: Path) -> None:
    clips = ingested(make_params(max_clips_per_word={"training": 2, "validation": 1}), Listed(recordings()))

    assert summarize(clips).startswith("12 clips (training 4, validation 2, test 6)")
    assert len(list(clips_folder.rglob("*.wav"))) == len(clips)


def test_a_smaller_draw_is_part_of_a_larger_one_and_another_seed_draws_others() -> None:
    clips = [Clip(f"up/{number}.wav", "up", "a", "training", "") for number in range(100)]
    limit = MaxClipsPerWord(training=20, validation=None, test=None)

    large, small = draw_clips(clips, limit, seed=1), draw_clips(clips, replace(limit, training=10), seed=1)

    assert len(large) == 20
    assert set(small) < set(large)
    assert set(draw_clips(clips, limit, seed=2)) != set(large)


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ({"wav": wav(1)[:-5]}, "as its header says"),
        ({"wav": wav(1)[:30]}, "expected a WAV file"),
        ({"wav": b"<html>not found</html>"}, "expected a WAV file"),
        ({"wav": b""}, "expected a WAV file"),
        ({"wav": encode_wav(np.zeros(0, np.float32))}, "expected 1 to 16000 samples, got 0"),
        ({"wav": wav(1, seconds=1.1)}, "expected 1 to 16000 samples, got 17600"),
    ],
)
def test_a_recording_that_is_not_a_clip_is_refused_by_name(make_params, ingested, bad: dict, complaint: str) -> None:
    with pytest.raises(ClipError, match=complaint) as refused:
        ingested(make_params(), Listed([*recordings(), recording("up", "test", 50, **bad)]))

    assert str(refused.value).endswith("test_50.wav of a test")


def test_two_recordings_of_one_name_are_refused(make_params, ingested) -> None:
    with pytest.raises(DatasetError, match=r"expected one recording per name, got two: test_1\.wav"):
        ingested(make_params(), Listed([recording("up", "test", 1), recording("up", "test", 1)]))


@pytest.mark.parametrize("name", ["../../escape.wav", "\udcff.wav", "two\nlines.wav"])
def test_a_name_that_a_manifest_cannot_hold_is_refused(make_params, ingested, tmp_path: Path, name: str) -> None:
    with pytest.raises(DatasetError, match="expected a printable file name"):
        ingested(make_params(), Listed([recording("up", "test", 1, name=name)]))

    assert not list(tmp_path.rglob("*.wav"))


@pytest.mark.parametrize(
    ("missing", "complaint"),
    [
        (lambda clip: clip.word == "down", "none of down in training, down in validation, down in test"),
        (lambda clip: clip.speaker == "validation", "none of up in validation, down in validation"),
    ],
)
def test_a_word_without_clips_in_a_split_is_refused_by_name(make_params, ingested, missing, complaint: str) -> None:
    with pytest.raises(DatasetError, match=complaint):
        ingested(make_params(), Listed(clip for clip in recordings() if not missing(clip)))


def test_a_failure_leaves_the_earlier_clips_and_nothing_else(make_params, ingested, clips_folder: Path) -> None:
    ingested(make_params(), Listed(recordings()))
    earlier = contents(clips_folder)

    with pytest.raises(ClipError):
        ingested(make_params(), Listed([*recordings(), recording("up", "test", 50, wav=b"")]))

    assert contents(clips_folder) == earlier
    assert [path.name for path in clips_folder.parent.iterdir()] == ["clips"]


def test_memory_does_not_hold_the_recordings(make_params, ingested, clips_folder: Path) -> None:
    one_second = (
        recording(word, split, 100 * place + number, wav=wav(100 * place + number, seconds=1))
        for place, (word, split) in enumerate((word, split) for word in ("up", "down") for split in SPLITS)
        for number in range(60)
    )
    tracemalloc.start()
    try:
        ingested(make_params(), Listed(one_second))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    written = sum(path.stat().st_size for path in clips_folder.rglob("*.wav"))
    assert peak < written / 5
