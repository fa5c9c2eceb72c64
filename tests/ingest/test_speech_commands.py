"""Recordings from the Speech Commands archive, full or mini."""

import gzip
import hashlib
import os
from pathlib import Path

import pytest
from support.project import needs_archive
from support.recordings import (
    TEST_SPEAKERS,
    TRAINING_SPEAKERS,
    VALIDATION_SPEAKERS,
    make_split_list,
    make_tar,
    make_zip,
    wav,
)

from components.ingest.speech_commands import parse_speaker
from components.ingest.splits import split_by_hash
from components.ingest.stage import summarize
from kws.audio.manifest import read_manifest
from kws.core.errors import ClipError, DatasetError, SourceError

OFFICIAL = {"training": TRAINING_SPEAKERS, "validation": VALIDATION_SPEAKERS, "test": TEST_SPEAKERS}


@pytest.fixture
def archived(tmp_path: Path, make_params):
    """Params for an archive of files, by default a tar like the official one."""

    def make(files: dict[str, bytes], *, as_zip: bool = False, top: str = "./", **changes: object):
        path = tmp_path / ("archive.zip" if as_zip else "archive.tar.gz")
        path.write_bytes(make_zip(files, top) if as_zip else gzip.compress(make_tar(files, top), mtime=0))
        return make_params(source="speech_commands", archive=str(path), **changes)

    return make


def test_the_official_lists_decide_the_splits(archived, ingested, speech_commands_files) -> None:
    names = [name for name in speech_commands_files if name.startswith(("up/", "down/"))]
    # Against the hash rule, so that only the list can be the reason.
    speech_commands_files["validation_list.txt"] = make_split_list(names, TEST_SPEAKERS)
    speech_commands_files["testing_list.txt"] = make_split_list(names, VALIDATION_SPEAKERS)

    clips = ingested(archived(speech_commands_files))

    splits = {"training": TRAINING_SPEAKERS, "validation": TEST_SPEAKERS, "test": VALIDATION_SPEAKERS}
    assert {(clip.speaker, clip.split) for clip in clips} == {(who, split) for split in splits for who in splits[split]}
    assert {clip.path for clip in clips} == set(names)


def test_without_lists_the_published_rule_decides_the_splits(archived, ingested, speech_commands_files) -> None:
    files = {name: content for name, content in speech_commands_files.items() if not name.endswith("_list.txt")}

    clips = ingested(archived(files))

    assert {(clip.speaker, clip.split) for clip in clips} == {
        (who, split) for split in OFFICIAL for who in OFFICIAL[split]
    }


def test_files_are_kept_byte_for_byte_and_unwanted_ones_left_out(
    archived, ingested, speech_commands_files, tmp_path: Path
) -> None:
    ingested(archived(speech_commands_files))

    folder = tmp_path / "data" / "clips"
    kept = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.wav")}
    wanted = ("up/", "down/", "_background_noise_/")
    assert kept == {
        name: content
        for name, content in speech_commands_files.items()
        if name.startswith(wanted) and name.endswith(".wav")
    }


def test_the_mini_zip_with_its_macos_entries_is_read_like_the_tar(
    archived, ingested, speech_commands_files, tmp_path: Path
) -> None:
    clips = [name for name in speech_commands_files if name.startswith(("up/", "down/", "bed/"))]
    top = "mini_speech_commands/"
    files = {f"{top}{name}": speech_commands_files[name] for name in clips}
    files |= {f"__MACOSX/{top}{name.replace('/', '/._')}": b"resource fork" for name in clips}
    files |= {f"{top}up/._1.wav": b"resource fork", f"{top}.DS_Store": b"", f"{top}README.md": b""}

    mini = ingested(archived(files, as_zip=True, top=""))

    assert mini == ingested(archived({name: speech_commands_files[name] for name in clips}))
    assert read_manifest(tmp_path / "data" / "clips") == mini


def test_a_speaker_in_two_splits_is_refused(archived, ingested, speech_commands_files) -> None:
    speech_commands_files[f"up/{TEST_SPEAKERS[0]}_nohash_1.wav"] = wav(50)  # in neither list: training

    with pytest.raises(
        DatasetError, match=f"expected every speaker in one split, got 1 in several: {TEST_SPEAKERS[0]}"
    ):
        ingested(archived(speech_commands_files))


def test_a_missing_word_is_refused_with_the_words_in_the_archive(archived, ingested, speech_commands_files) -> None:
    params = archived(speech_commands_files, words=["up", "sideways"])

    with pytest.raises(
        DatasetError, match=r"expected words sideways, the archive has bed, down, up: .*archive\.tar\.gz"
    ):
        ingested(params)


def test_a_damaged_clip_is_named_with_its_archive(archived, ingested, speech_commands_files) -> None:
    name = f"up/{TRAINING_SPEAKERS[0]}_nohash_0.wav"
    speech_commands_files[name] = speech_commands_files[name][:-100]

    with pytest.raises(ClipError, match=rf"as its header says, got .*: {name} in .*archive\.tar\.gz"):
        ingested(archived(speech_commands_files))


def test_the_right_sha256_is_accepted(archived, ingested, speech_commands_files) -> None:
    params = archived(speech_commands_files)
    right = hashlib.sha256(Path(params.archive).read_bytes()).hexdigest()

    assert ingested(archived(speech_commands_files, archive_sha256=right))


def test_a_wrong_sha256_is_refused_before_anything_is_written(
    archived, ingested, speech_commands_files, tmp_path
) -> None:
    params = archived(speech_commands_files, archive_sha256=64 * "0")

    with pytest.raises(SourceError, match=r"expected sha256 0{64}, got [0-9a-f]{64}: .*archive\.tar\.gz"):
        ingested(params)

    assert list((tmp_path / "data").iterdir()) == []


def test_a_missing_archive_is_refused_by_path(make_params, ingested) -> None:
    for archive_sha256 in (None, 64 * "0"):
        params = make_params(source="speech_commands", archive="nowhere.tar.gz", archive_sha256=archive_sha256)
        with pytest.raises(SourceError, match=r"expected an archive, got No such file or directory: nowhere\.tar\.gz"):
            ingested(params)


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("0a7c2a8d_nohash_0.wav", "0a7c2a8d"),
        ("0a7c2a8d_nohash_12.wav", "0a7c2a8d"),
        ("anna.wav", "anna"),
        ("anna_nohash.wav", "anna_nohash"),
    ],
)
def test_the_speaker_is_the_part_before_nohash(name: str, speaker: str) -> None:
    assert parse_speaker(name) == speaker


@pytest.mark.slow
@needs_archive
def test_the_published_rule_reproduces_the_official_lists(make_params, ingested) -> None:
    params = make_params(source="speech_commands", archive=os.environ["SPEECH_COMMANDS"])

    clips = ingested(params)

    assert all(split_by_hash(clip.speaker, 10, 10) == clip.split for clip in clips)
    assert summarize(clips).startswith("7640 clips (training 6082, validation 727, test 831)")
    assert summarize(clips).endswith("155 exact duplicates")
