"""Every stage finds the same store, wherever it runs."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.results import open_store

from kws.tracking.store import find_local_artifacts, find_local_folder, get_artifact_root, get_tracking_uri


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.delenv("DVC_ROOT", raising=False)


def test_the_default_lies_in_the_repository_root(tmp_path, monkeypatch):
    below = tmp_path / "a folder" / "below"
    below.mkdir(parents=True)
    (tmp_path / ".dvc").mkdir()
    monkeypatch.chdir(below)
    assert get_tracking_uri() == f"sqlite:///{tmp_path}/.mlflow/mlflow.db"
    assert find_local_folder() == tmp_path / ".mlflow"
    assert get_artifact_root() == "mlflow-artifacts:/"
    assert find_local_artifacts() == tmp_path / ".mlflow" / "artifacts"


def test_without_a_repository_it_lies_in_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert get_tracking_uri() == f"sqlite:///{tmp_path}/.mlflow/mlflow.db"


def test_a_stage_of_an_experiment_uses_the_checkout_that_dvc_names(tmp_path, monkeypatch):
    copy = tmp_path / ".dvc" / "tmp" / "exps" / "tmp123"
    (copy / ".dvc").mkdir(parents=True)
    monkeypatch.chdir(copy)
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    assert get_tracking_uri() == f"sqlite:///{tmp_path}/.mlflow/mlflow.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db")
    assert get_tracking_uri() == f"sqlite:///{tmp_path}/mlflow.db"


def test_a_server_decides_itself_where_artifacts_go(monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://mlflow.example:5000")
    assert get_tracking_uri() == "http://mlflow.example:5000"
    assert find_local_folder() is None
    assert get_artifact_root() is None
    assert find_local_artifacts() is None


def test_a_path_with_spaces_and_umlauts_works(results, empty_database, tmp_path):
    home = tmp_path / "für alle Fälle"
    home.mkdir()
    with open_store(home, empty_database) as client:
        run_id = results.track()["run_id"]
        assert client.get_run(run_id).info.status == "FINISHED"
    assert (home / ".mlflow" / "artifacts" / run_id / "artifacts" / "reports" / "gate.json").is_file()


STAGE = """\
stages:
  where:
    cmd: {python} -c "from kws.tracking.store import get_tracking_uri as at; print(at())" >> {found}; pwd >> {found}
    params: [x]
"""


@pytest.mark.slow
def test_experiments_in_temporary_copies_find_the_store_of_their_checkout(tmp_path, monkeypatch):
    """Real runs of `dvc exp run --temp` and of the queue."""
    home, found = tmp_path / "home", tmp_path / "found.txt"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setenv("DVC_NO_ANALYTICS", "1")
    # The queue's worker looks for dvc there; without it the worker ends and the queue waits for ever.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")

    def call(*command):
        subprocess.run(command, check=True, capture_output=True, timeout=60)

    call("git", "init")
    call("git", "config", "user.email", "test@example.com")
    call("git", "config", "user.name", "test")
    call("dvc", "init")
    (home / "dvc.yaml").write_text(STAGE.format(python=sys.executable, found=found))
    (home / "params.yaml").write_text("x: 1\n")
    call("git", "add", ".")
    call("git", "commit", "-m", "first")
    call("dvc", "exp", "run", "--temp", "-S", "x=2")
    call("dvc", "exp", "run", "--queue", "-S", "x=3")
    call("dvc", "queue", "start")
    until = time.monotonic() + 60
    while len(found.read_text().splitlines()) < 4 and time.monotonic() < until:
        time.sleep(0.1)
    call("dvc", "queue", "stop", "--kill")
    lines = found.read_text().splitlines()
    assert lines[::2] == [f"sqlite:///{home}/.mlflow/mlflow.db"] * 2
    assert all(folder.startswith(f"{home}/.dvc/tmp/exps/") for folder in lines[1::2])
