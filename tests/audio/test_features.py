"""The files of a feature set: written as a stream, read whole, refused if damaged."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kws.audio.features import FRONT_END, read_examples, read_front_end, write_examples, write_front_end
from kws.audio.front_end_spec import FrontEndSpec
from kws.core.errors import DatasetError, EvidenceError, FrontEndError
from kws.core.files import read_json, write_json

SPEC = FrontEndSpec("mfcc", 16.0, 8.0, 1, 10, 40.0, 4000.0, 10)


def write(folder: Path, num: int, seed: int = 0) -> np.ndarray:
    features = np.random.default_rng(seed).standard_normal((num, 3, 2), np.float32)
    write_examples(folder / "test.npz", (num, 3, 2), [features], range(num), [f"up/{i}.wav" for i in range(num)])
    return features


@given(sizes=st.lists(st.integers(0, 5), min_size=1, max_size=5).filter(any), seed=st.integers(0, 1000))
def test_chunks_of_any_size_are_read_as_one(
    sizes: list[int], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, num = tmp_path_factory.mktemp("features"), sum(sizes)
    features = np.random.default_rng(seed).standard_normal((num, 4, 3), np.float32)
    chunks = np.split(features, np.cumsum(sizes)[:-1])
    ids = [f"wörd/{i}.wav" for i in range(num)]

    write_examples(folder / "training.npz", (num, 4, 3), chunks, list(range(num)), ids)
    examples = read_examples(folder, "training")

    np.testing.assert_array_equal(examples.features, features)
    assert examples.labels.tolist() == list(range(num))
    assert examples.clip_ids.tolist() == ids
    assert (examples.features.dtype, examples.labels.dtype) == (np.float32, np.int32)
    assert len(examples) == num


def test_a_chunk_is_written_before_the_next_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "test.npz"
    written = []

    def chunks() -> Iterator[np.ndarray]:
        for _ in range(3):
            yield np.zeros((1, 100, 1000), np.float32)
            written.append(path.stat().st_size)

    write_examples(path, (3, 100, 1000), chunks(), [0, 1, 0], ["a", "b", "c"])

    assert written[0] >= 400_000
    assert written == sorted(set(written))


def test_the_same_features_are_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    write(tmp_path / "a", 5)
    write(tmp_path / "b", 5)

    assert (tmp_path / "a" / "test.npz").read_bytes() == (tmp_path / "b" / "test.npz").read_bytes()


def test_a_missing_split_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"expected features, got .*validation\.npz; run preprocess"):
        read_examples(tmp_path, "validation")


@pytest.mark.parametrize("keep", [0, 10, 100, 500, -1])
def test_a_truncated_split_is_refused_by_name(tmp_path: Path, keep: int) -> None:
    write(tmp_path, 20)
    path = tmp_path / "test.npz"
    path.write_bytes(path.read_bytes()[:keep])

    with pytest.raises(DatasetError, match=r"expected features, got .*test\.npz"):
        read_examples(tmp_path, "test")


def test_a_split_with_one_bit_changed_is_refused(tmp_path: Path) -> None:
    features = write(tmp_path, 20)
    path = tmp_path / "test.npz"
    content = bytearray(path.read_bytes())
    content[content.index(features.tobytes()) + 5] ^= 1
    path.write_bytes(content)

    with pytest.raises(DatasetError, match=r"expected features, got .*test\.npz"):
        read_examples(tmp_path, "test")


def test_a_file_of_other_arrays_is_refused_by_name(tmp_path: Path) -> None:
    np.savez(tmp_path / "test.npz", features=np.zeros((1, 2, 3)))

    with pytest.raises(DatasetError, match=r"expected features, got .*labels.*test\.npz"):
        read_examples(tmp_path, "test")


def test_a_split_without_examples_is_refused(tmp_path: Path) -> None:
    write(tmp_path, 0)

    with pytest.raises(DatasetError, match="expected as many labels as features and at least one, got 0"):
        read_examples(tmp_path, "test")


def test_a_split_of_more_features_than_labels_is_refused(tmp_path: Path) -> None:
    write_examples(tmp_path / "test.npz", (2, 1, 1), [np.zeros((2, 1, 1), np.float32)], [0], ["a"])

    with pytest.raises(DatasetError, match="expected as many labels as features"):
        read_examples(tmp_path, "test")


def test_the_front_end_travels_with_the_features(tmp_path: Path) -> None:
    write_front_end(tmp_path, SPEC)

    assert read_front_end(tmp_path) == SPEC


def test_a_front_end_that_was_changed_by_hand_is_refused(tmp_path: Path) -> None:
    write_front_end(tmp_path, SPEC)
    write_json(tmp_path / FRONT_END, {**read_json(tmp_path / FRONT_END), "num_mel_bins": 12})

    with pytest.raises(FrontEndError, match=r"expected front end .*, got .*front_end\.json"):
        read_front_end(tmp_path)


def test_features_without_a_front_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"expected a file, found none: .*front_end\.json"):
        read_front_end(tmp_path)
