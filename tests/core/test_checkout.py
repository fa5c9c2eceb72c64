"""Relative paths in the params: where they are looked for."""

from pathlib import Path

import pytest

from kws.core.checkout import locate


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy of a checkout that an experiment runs in, and runs in now."""
    folder = tmp_path / ".dvc" / "tmp" / "exps" / "tmp1"
    (folder / ".dvc").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    return folder


def test_what_the_copy_has_is_taken_of_the_copy(copy: Path, tmp_path: Path) -> None:
    (copy / "own").mkdir()
    (tmp_path / "own").mkdir()

    assert locate("own") == Path("own")


def test_what_it_lacks_is_taken_of_the_checkout(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()

    assert locate("own") == tmp_path / "own"


def test_what_is_nowhere_and_what_is_absolute_come_back_as_they_are(copy: Path, tmp_path: Path) -> None:
    assert locate("own") == Path("own")
    assert locate(tmp_path / "own") == tmp_path / "own"
