"""Files that are written whole or not at all, and their hashes."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kws.core.errors import EvidenceError, OutputError
from kws.core.files import read_json, replacing, require_replaceable, sha256_of, sha256_of_json, write_json

# The file that shows that a folder of these tests is ours.
MARKS = {"file": None, "folder": "inside"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_appears_with_its_folders(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "b.txt") as temporary:
        temporary.write_text("new")
        assert not (tmp_path / "a" / "b.txt").exists()

    assert (tmp_path / "a" / "b.txt").read_text() == "new"
    assert names(tmp_path / "a") == ["b.txt"]


def test_the_old_file_stays_until_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_text("old")

    with replacing(path) as temporary:
        temporary.write_text("new")
        assert path.read_text() == "old"

    assert path.read_text() == "new"


def test_a_folder_takes_the_place_of_an_earlier_one_of_ours(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "mark").touch()
    (tmp_path / "f" / "old").touch()

    with replacing(tmp_path / "f", mark="mark") as temporary:
        temporary.mkdir()
        (temporary / "new").touch()

    assert names(tmp_path / "f") == ["new"]
    assert names(tmp_path) == ["f"]


@pytest.mark.parametrize("mark", [None, "mark"])
def test_a_folder_takes_the_place_of_an_empty_one(tmp_path: Path, mark: str | None) -> None:
    (tmp_path / "f").mkdir()

    if mark is None:
        with pytest.raises(OutputError, match="expected a file, got a folder"), replacing(tmp_path / "f"):
            pass
    else:
        with replacing(tmp_path / "f", mark=mark) as temporary:
            temporary.mkdir()
            (temporary / "new").touch()
        assert names(tmp_path / "f") == ["new"]


@pytest.mark.parametrize("kind", ["file", "folder"])
@pytest.mark.parametrize("mark", [None, "mark"])
def test_nothing_takes_the_place_of_a_persons_folder(tmp_path: Path, kind: str, mark: str | None) -> None:
    folder = tmp_path / "recordings"
    _make(folder, "folder", "a voice")

    def write() -> None:
        with replacing(folder, mark=mark) as temporary:
            _make(temporary, kind, "new")

    with pytest.raises(OutputError, match=f"got a folder that would be lost: {folder}; choose another path"):
        write()

    assert _content(folder) == "a voice"
    assert names(tmp_path) == ["recordings"]


@pytest.mark.parametrize("mark", [None, "mark"])
def test_a_folder_does_not_take_a_files_place(tmp_path: Path, mark: str | None) -> None:
    path = tmp_path / "clip.wav"
    path.write_text("a voice")

    def write() -> None:
        with replacing(path, mark=mark) as temporary:
            temporary.mkdir()

    with pytest.raises(OutputError, match="expected a folder, got a file"):
        write()

    assert path.read_text() == "a voice"
    assert names(tmp_path) == ["clip.wav"]


def test_a_folder_that_appears_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "out"

    def write() -> None:
        with replacing(path) as temporary:
            temporary.write_text("new")
            _make(path, "folder", "a voice")

    with pytest.raises(OutputError, match="expected a file, got a folder"):
        write()

    assert _content(path) == "a voice"


def test_a_link_to_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    _make(tmp_path / "recordings", "folder", "a voice")
    (tmp_path / "link").symlink_to("recordings")

    with pytest.raises(OutputError, match="expected a file, got a folder"), replacing(tmp_path / "link"):
        pass

    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("mark", [None, "mark"])
def test_a_device_or_a_pipe_stays_one(tmp_path: Path, mark: str | None) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(OutputError, match="expected a file or a folder, got a device or a pipe"):
        require_replaceable(tmp_path / "pipe", mark)
    with pytest.raises(OutputError, match="expected a file or a folder, got a device or a pipe"):
        require_replaceable(Path("/dev/null"), mark)


@pytest.mark.parametrize("path", [Path(), Path("/")])
def test_a_path_without_a_name_is_refused(path: Path) -> None:
    with pytest.raises(OutputError, match="expected a path that ends in a name"):
        require_replaceable(path)


def test_an_earlier_folder_comes_back_if_the_new_one_cannot_take_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "mark").touch()

    with pytest.raises(FileNotFoundError), replacing(folder, mark="mark"):
        pass

    assert names(folder) == ["mark"]
    assert names(tmp_path) == ["f"]


def test_a_place_below_a_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    refusal = f"expected a folder that can be written to, got .*: {tmp_path}/file"
    with pytest.raises(OutputError, match=refusal), replacing(tmp_path / "file" / "out"):
        pass


def test_a_full_disk_is_one_line_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")

    def write() -> None:
        with replacing(path) as temporary:
            # Linux's own full disk.
            temporary.symlink_to("/dev/full")
            temporary.write_text("new")

    with pytest.raises(OutputError, match=f"expected space on the disk, got No space left on device: {path}"):
        write()

    assert path.read_text() == "old"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_block_that_fails_leaves_what_was_there_and_no_litter(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out"
    _make(path, kind, "old")

    def fail() -> None:
        with replacing(path, mark=MARKS[kind]) as temporary:
            _make(temporary, kind, "new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert _content(path) == "old"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_block_that_makes_nothing_fails_and_leaves_what_was_there(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out"
    _make(path, kind, "old")

    with pytest.raises(FileNotFoundError), replacing(path, mark=MARKS[kind]):
        pass

    assert _content(path) == "old"
    assert names(tmp_path) == ["out"]


def test_a_process_killed_inside_the_block_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    code = (
        "import os, sys, pathlib\nfrom kws.core.files import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as t:\n    t.write_text('ne')\n    os._exit(9)\n"
    )

    done = subprocess.run([sys.executable, "-c", code, path], check=False)

    assert done.returncode == 9
    assert path.read_text() == "old"


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_appears_is_as_readable_as_what_the_user_makes(tmp_path: Path, kind: str) -> None:
    _make(tmp_path / "plain", kind, "")
    with replacing(tmp_path / "out", mark=MARKS[kind]) as temporary:
        _make(temporary, kind, "")

    assert (tmp_path / "out").stat().st_mode == (tmp_path / "plain").stat().st_mode


@given(value=st.dictionaries(st.text(), json_values))
def test_json_survives_the_way_through_a_file(
    value: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("json") / "value.json"

    write_json(path, value)

    assert read_json(path) == value
    assert path.read_bytes().endswith(b"\n")


def test_a_dataclass_is_written_as_its_fields(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Point:
        x: int
        y: tuple[int, ...]

    write_json(tmp_path / "point.json", Point(1, (2, 3)))

    assert read_json(tmp_path / "point.json") == {"x": 1, "y": [2, 3]}


def test_a_number_that_json_has_no_word_for_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "value.json"
    write_json(path, {"x": 1})

    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(path, {"x": float("nan")})

    assert read_json(path) == {"x": 1}
    assert names(tmp_path) == ["value.json"]


def test_a_missing_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"expected a file, found none: .*gone\.json; run the stage that writes it"):
        read_json(tmp_path / "gone.json")


@pytest.mark.parametrize("content", [b"", b'{"x": ', b"\xff\xfe\x00", b'{"x": 1} x'])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "damaged.json"
    path.write_bytes(content)

    with pytest.raises(EvidenceError, match=r"expected JSON, got .*damaged\.json"):
        read_json(path)


def test_json_that_is_no_object_is_refused_with_what_came(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("[1]")

    with pytest.raises(EvidenceError, match=r"expected a JSON object, got list: .*list\.json"):
        read_json(path)


def test_a_folder_in_place_of_a_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=f"expected a file, got Is a directory: {tmp_path}"):
        read_json(tmp_path)


def test_the_hash_of_a_file_is_that_of_the_command_line_tool(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(os.urandom(100_000))

    printed = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout

    assert sha256_of(path) == printed.split()[0]


@given(value=json_values)
def test_the_hash_of_a_value_is_that_of_the_value_read_back(value: object) -> None:
    assert sha256_of_json(value) == sha256_of_json(json.loads(json.dumps(value, indent=3)))


def test_the_hash_of_a_value_knows_no_key_order() -> None:
    assert sha256_of_json({"a": 1, "b": {"c": 2, "d": 3}}) == sha256_of_json({"b": {"d": 3, "c": 2}, "a": 1})


def test_the_hash_of_a_value_knows_list_order_and_content() -> None:
    assert len({sha256_of_json(value) for value in ([1, 2], [2, 1], [1], {"1": 2}, "1, 2", None)}) == 6


def _make(path: Path, kind: str, content: str) -> None:
    if kind == "folder":
        path.mkdir()
        path = path / "inside"
    path.write_text(content)


def _content(path: Path) -> str:
    return (path / "inside" if path.is_dir() else path).read_text()
