"""Clips from a real DVC repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from components.ingest import IngestParams
from components.ingest.dvc_repository import DvcSource
from components.ingest.recording import SourceAwayError
from kws.audio.manifest import data_sha256, read_manifest, write_manifest
from kws.core.errors import DatasetError, SourceError


def call(folder: Path, *command: str) -> None:
    identity = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b.c",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b.c",
    }
    environment = {**os.environ, **identity, "DVC_NO_ANALYTICS": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(clips_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`data/clips` under DVC at the tag v1."""
    folder = tmp_path_factory.mktemp("dvc") / "repository"
    shutil.copytree(clips_folder, folder / "data" / "clips")
    call(folder, "git", "init", "--quiet")
    call(folder, sys.executable, "-m", "dvc", "init", "--quiet")
    call(folder, sys.executable, "-m", "dvc", "add", "--quiet", "data/clips")
    call(folder, "git", "add", ".")
    call(folder, "git", "commit", "--quiet", "--message", "clips")
    call(folder, "git", "tag", "v1")
    return folder


@pytest.fixture
def from_dvc(repository: Path, make_params, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Params for that repository."""
    monkeypatch.chdir(tmp_path)

    def make(path: str = "data/clips", rev: str | None = "v1", **wish: object) -> IngestParams:
        changes = {key: wish.pop(key) for key in ("words", "max_clips_per_word") if key in wish}
        return make_params(source="dvc", dvc={"repo": str(repository), "path": path, "rev": rev, **wish}, **changes)

    return make


def test_the_clips_of_another_repository_arrive_unchanged(
    from_dvc, ingested, clips_folder: Path, tmp_path: Path
) -> None:
    clips = ingested(from_dvc())

    assert clips == read_manifest(clips_folder)
    arrived = tmp_path / "data" / "clips"
    assert {path.relative_to(arrived) for path in arrived.rglob("*.wav")} == {
        path.relative_to(clips_folder) for path in clips_folder.rglob("*.wav")
    }
    assert list((tmp_path / ".cache").iterdir()) == []


def test_a_draw_of_it_keeps_its_splits(from_dvc, ingested, clips_folder: Path) -> None:
    clips = ingested(from_dvc(max_clips_per_word={"training": 3}))

    assert sum(clip.split == "training" for clip in clips) == 6
    assert set(clips) <= set(read_manifest(clips_folder))


def test_other_words_are_refused_by_name(from_dvc, ingested) -> None:
    with pytest.raises(DatasetError, match=r"expected words left, up, got down, up: data/clips of "):
        ingested(from_dvc(words=["up", "left"]))


def test_clips_that_hash_to_what_is_expected_arrive(from_dvc, ingested, clips_folder: Path) -> None:
    expected = data_sha256(read_manifest(clips_folder))

    assert data_sha256(ingested(from_dvc(data_sha256=expected))) == expected


def test_clips_of_another_hash_are_refused_with_both(from_dvc, ingested, clips_folder: Path, tmp_path: Path) -> None:
    found = data_sha256(read_manifest(clips_folder))

    with pytest.raises(SourceError, match=rf"expected data_sha256 {'0' * 64}, got {found}: data/clips of .*, rev v1"):
        ingested(from_dvc(data_sha256="0" * 64))

    assert not list((tmp_path / "data").iterdir())


def test_the_remote_that_is_named_is_read(from_dvc, ingested, repository: Path, tmp_path: Path) -> None:
    clone, place = tmp_path / "clone", tmp_path / "remote"
    call(repository, sys.executable, "-m", "dvc", "remote", "add", "--local", "here", str(place))
    call(repository, sys.executable, "-m", "dvc", "push", "--remote", "here")
    call(tmp_path, "git", "clone", "--quiet", str(repository), str(clone))
    for name, url in (("away", tmp_path / "nothing"), ("here", place)):
        call(clone, sys.executable, "-m", "dvc", "remote", "add", name, str(url))
    call(clone, sys.executable, "-m", "dvc", "remote", "default", "away")
    call(clone, "git", "commit", "--quiet", "--all", "--message", "remotes")

    assert len(ingested(from_dvc(repo=str(clone), rev=None, remote="here"))) > 0
    with pytest.raises(SourceError, match="dvc get says"):
        ingested(from_dvc(repo=str(clone), rev=None))


@pytest.mark.parametrize(
    ("wish", "complaint"),
    [
        ({"rev": "v9"}, "v9"),
        ({"remote": "nowhere"}, "nowhere"),
        ({"path": "data/none"}, "data/none"),
        ({"path": "--help"}, "--help"),
    ],
)
def test_the_message_of_a_failed_dvc_get_is_shown(from_dvc, ingested, wish: dict, complaint: str) -> None:
    with pytest.raises(SourceError) as refused:
        ingested(from_dvc(**wish))

    message = str(refused.value)
    assert "dvc get says: ERROR: " in message
    assert complaint in message.split("dvc get says")[1]
    assert "\n" not in message


@pytest.fixture
def changed(repository: Path, from_dvc, clips_folder: Path):
    """Params for a changed copy of the clips, tracked by git alone."""

    def make(change) -> IngestParams:
        folder = repository / "changed"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(clips_folder, folder)
        change(folder)
        call(repository, "git", "add", "changed")
        call(repository, "git", "commit", "--quiet", "--allow-empty", "--message", "changed")
        return from_dvc("changed", rev=None)

    return make


def test_a_clip_that_differs_from_the_manifest_is_refused_by_name(changed, ingested, tmp_path: Path) -> None:
    def swap(folder: Path) -> None:
        shutil.copy(folder / "up" / "test_1.wav", folder / "up" / "test_0.wav")

    with pytest.raises(SourceError, match=r"expected sha256 .* as the manifest says, got .*: up/test_0\.wav"):
        ingested(changed(swap))

    assert list((tmp_path / "data").iterdir()) == []
    assert list((tmp_path / ".cache").iterdir()) == []


def test_a_clip_that_is_missing_is_refused_by_name(changed, ingested) -> None:
    with pytest.raises(SourceError, match=r"as the manifest says, got No such file or directory: up/test_0\.wav"):
        ingested(changed(lambda folder: (folder / "up" / "test_0.wav").unlink()))


def test_a_folder_without_a_manifest_is_refused(changed, ingested) -> None:
    with pytest.raises(DatasetError, match="expected a manifest of clips, got No such file or directory"):
        ingested(changed(lambda folder: (folder / "manifest.csv").unlink()))


def test_a_manifest_that_points_elsewhere_is_refused(changed, ingested) -> None:
    def redirect(folder: Path) -> None:
        clips = read_manifest(folder)
        write_manifest(folder, [type(clips[0])(**{**vars(clips[0]), "path": "../../../etc/passwd"}), *clips[1:]])

    with pytest.raises(
        DatasetError, match=r"expected a clip in the folder of its word .*, got '\.\./\.\./\.\./etc/passwd'"
    ):
        ingested(changed(redirect))


@pytest.fixture
def own_repository(repository: Path, tmp_path: Path) -> Path:
    """A copy of that repository, for changes."""
    return shutil.copytree(repository, tmp_path / "own", symlinks=True)


def add_clip(folder: Path) -> None:
    shutil.copy(folder / "data/clips/up/test_0.wav", folder / "data/clips/up/more.wav")


def dvc_add(folder: Path) -> None:
    call(folder, sys.executable, "-m", "dvc", "add", "--quiet", "data/clips")


def commit(folder: Path) -> None:
    call(folder, "git", "commit", "--quiet", "--all", "--message", "more")


def holds(from_dvc, repo: object, **wish: object) -> object:
    return DvcSource(from_dvc(repo=str(repo), **{"rev": None, **wish})).describe_content()


def test_a_working_tree_holds_what_is_there_added_to_dvc_or_not(from_dvc, own_repository: Path) -> None:
    before = holds(from_dvc, own_repository)
    assert holds(from_dvc, own_repository) == before
    add_clip(own_repository)

    assert holds(from_dvc, own_repository) != before


def test_a_working_tree_without_its_clips_holds_what_dvc_tracks(from_dvc, own_repository: Path) -> None:
    add_clip(own_repository)
    dvc_add(own_repository)
    shutil.rmtree(own_repository / "data" / "clips")
    added = holds(from_dvc, own_repository)
    call(own_repository, "git", "checkout", "--quiet", "--", "data/clips.dvc")

    assert str(added).endswith(".dir")
    assert holds(from_dvc, own_repository) != added


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_branch_holds_what_was_last_committed_to_it_and_a_tag_what_it_names(
    from_dvc, own_repository: Path, scheme: str
) -> None:
    call(own_repository, "git", "branch", "moving")
    call(own_repository, "git", "switch", "--quiet", "moving")
    repo = f"{scheme}{own_repository}"
    before = holds(from_dvc, repo, rev="moving")
    assert holds(from_dvc, repo, rev="v1") == before
    add_clip(own_repository)
    dvc_add(own_repository)
    assert holds(from_dvc, repo, rev="moving") == before
    commit(own_repository)

    assert holds(from_dvc, repo, rev="moving") != before
    assert holds(from_dvc, repo, rev="v1") == before


def test_the_newest_commit_of_a_remote_counts(from_dvc, own_repository: Path) -> None:
    before = holds(from_dvc, f"file://{own_repository}")
    add_clip(own_repository)
    dvc_add(own_repository)
    commit(own_repository)

    assert holds(from_dvc, f"file://{own_repository}") != before


def test_clips_that_git_tracks_count_too(changed) -> None:
    before = DvcSource(changed(lambda folder: None)).describe_content()
    assert DvcSource(changed(lambda folder: None)).describe_content() == before

    more = changed(lambda folder: shutil.copy(folder / "up/test_0.wav", folder / "up/more.wav"))
    assert DvcSource(more).describe_content() != before


@pytest.mark.parametrize(
    ("wish", "error", "complaint"),
    [
        ({"repo": "http://127.0.0.1:1/clips"}, SourceAwayError, "dvc says: Failed to clone repo"),
        ({"repo": "nowhere"}, SourceError, "expected data/clips of nowhere, dvc says: Failed to clone repo"),
        ({"rev": "v9"}, SourceError, "dvc says: unknown Git revision 'v9'"),
        ({"path": "data/none"}, SourceError, "found none at rev v1: set ingest.dvc.path"),
    ],
)
def test_a_server_that_is_away_differs_from_a_missing_repository(from_dvc, wish: dict, error, complaint: str) -> None:
    with pytest.raises(SourceError, match=complaint) as refused:
        DvcSource(from_dvc(**wish)).describe_content()

    assert type(refused.value) is error


def test_a_relative_repository_is_relative_to_the_checkout(
    from_dvc, ingested, own_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = holds(from_dvc, own_repository)
    (tmp_path / "copy").mkdir()
    monkeypatch.chdir(tmp_path / "copy")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))

    assert holds(from_dvc, "own") == before
    assert ingested(from_dvc(repo="own"))
