"""The manifest of a clips folder: duplicates, speakers, splits, and files that are refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kws.audio.manifest import (
    MANIFEST,
    SPLITS,
    Clip,
    check_clips,
    data_sha256,
    mark_duplicates,
    read_manifest,
    write_manifest,
)
from kws.core.errors import DatasetError

WORDS = ("up", "down")

# A row of CSV cannot hold a lone surrogate, and its reader turns a bare carriage return into a line's end.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))
clips_lists = st.lists(
    st.builds(Clip, texts, texts, texts, st.sampled_from(SPLITS), texts, texts), min_size=1, max_size=10
)


def clip(path: str, word: str = "up", speaker: str = "ann", split: str = "training", sha256: str = "") -> Clip:
    return Clip(path, word, speaker, split, sha256 or f"sha of {path}")


def dataset() -> list[Clip]:
    return [
        clip(f"{word}/{split}.wav", word, speaker=f"{split} speaker", split=split) for word in WORDS for split in SPLITS
    ]


@given(clips=clips_lists)
def test_rows_survive_the_way_through_the_file(clips: list[Clip], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("clips")

    write_manifest(folder, clips)

    assert read_manifest(folder) == clips


def test_exact_copies_are_marked_with_the_first_of_them() -> None:
    clips = [clip("up/c.wav", sha256="same"), clip("up/a.wav", sha256="same"), clip("up/b.wav"), clip("up/d.wav")]
    clips.append(clip("up/e.wav", sha256="same"))

    result = mark_duplicates(clips)

    assert {row.path: row.duplicate_of for row in result} == {
        "up/a.wav": "",
        "up/b.wav": "",
        "up/c.wav": "up/a.wav",
        "up/d.wav": "",
        "up/e.wav": "up/a.wav",
    }
    assert [row.path for row in result] == sorted(row.path for row in clips)


@given(clips=clips_lists)
def test_marking_twice_changes_nothing(clips: list[Clip]) -> None:
    assert mark_duplicates(mark_duplicates(clips)) == mark_duplicates(clips)


def test_a_whole_data_set_passes() -> None:
    check_clips(dataset(), WORDS)


@pytest.mark.parametrize("words", [(), ("up",), ("up", "up")])
def test_fewer_than_two_words_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(DatasetError, match="expected at least two words to tell apart, got "):
        check_clips(dataset(), words)


def test_words_without_clips_in_a_split_are_named_all_at_once() -> None:
    clips = [row for row in dataset() if (row.word, row.split) not in {("up", "test"), ("down", "validation")}]

    with pytest.raises(DatasetError) as caught:
        check_clips(clips, WORDS)

    assert str(caught.value).endswith("got none of up in test, down in validation")


def test_a_word_without_any_clip_is_refused() -> None:
    with pytest.raises(DatasetError, match="got none of left in training, left in validation, left in test"):
        check_clips(dataset(), (*WORDS, "left"))


def test_speakers_in_two_splits_are_named() -> None:
    clips = [*dataset(), clip("up/x.wav", speaker="bob"), clip("up/y.wav", speaker="bob", split="test")]

    with pytest.raises(DatasetError, match=r"expected every speaker in one split, got 1 in several: bob$"):
        check_clips(clips, WORDS)


def test_of_many_torn_speakers_the_number_and_a_few_are_named() -> None:
    torn = [clip(f"up/{i}-{split}.wav", speaker=f"s{i}", split=split) for i in range(9) for split in SPLITS]

    with pytest.raises(DatasetError, match=r"got 9 in several: s0, s1, s2, s3, s4$"):
        check_clips([*dataset(), *torn], WORDS)


def test_the_data_hash_knows_no_order_of_rows() -> None:
    assert data_sha256(dataset()) == data_sha256(reversed(dataset()))


@pytest.mark.parametrize("field", ["path", "word", "speaker", "split", "sha256"])
def test_the_data_hash_changes_with_every_fact_of_a_clip(field: str) -> None:
    first, *rest = dataset()

    assert data_sha256([replace(first, **{field: "other"}), *rest]) != data_sha256(dataset())


def test_the_data_hash_changes_with_a_clip_less() -> None:
    assert data_sha256(dataset()[1:]) != data_sha256(dataset())


def test_a_folder_without_a_manifest_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        DatasetError, match=r"expected a manifest of clips, got No such file .*manifest\.csv; run ingest"
    ):
        read_manifest(tmp_path)


HEADER = "path,word,speaker,split,sha256,duplicate_of\n"


@pytest.mark.parametrize(
    "content",
    [
        "",
        HEADER,
        "path,word,speaker,split,sha256\na,up,ann,test,0\n",
        "path,word,speaker,split,sha256,duplicate_of,note\na,up,ann,test,0,,hello\n",
        HEADER + "a,up,ann,test,0,\nb,up,ann\n",
        HEADER + "a,up,ann,test,0,\nb,up,ann,test,0,,one more\n",
    ],
    ids=["empty", "no rows", "column missing", "column too many", "row cut short", "row too long"],
)
def test_a_manifest_of_other_columns_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)

    with pytest.raises(DatasetError, match=r"expected rows of duplicate_of, path, .* got others: .*manifest\.csv"):
        read_manifest(tmp_path)


def test_a_manifest_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe\x00")

    with pytest.raises(DatasetError, match=r"expected a manifest of clips, got .*manifest\.csv"):
        read_manifest(tmp_path)


def test_foreign_splits_are_named(tmp_path: Path) -> None:
    write_manifest(tmp_path, [*dataset(), clip("a", split="dev"), clip("b", split="testing")])

    with pytest.raises(
        DatasetError, match=r"expected splits training, validation, test, got dev, testing: .*manifest\.csv"
    ):
        read_manifest(tmp_path)
