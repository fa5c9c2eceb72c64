"""A checkout can be moved and copied: its store finds its artifacts beside it."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from support.project import ROOT
from support.results import copy_results, open_store

from kws.core.errors import TrackingError
from kws.registry.chain import fetch
from kws.registry.version import Address
from kws.tracking.client import connect

ADDRESS = Address("keyword-spotter", "@", "challenger")


def dump(database):
    """Dump a database as text."""
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())


def files(folder):
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def make_absolute(database, root, first_experiment):
    """Write the addresses as earlier versions of this project did."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, column in (("experiments", "artifact_location"), ("runs", "artifact_uri")):
            connection.execute(f"UPDATE {table} SET {column} = replace({column}, 'mlflow-artifacts:/', '{root}/')")
        connection.execute(f"UPDATE experiments SET artifact_location = '{root}' WHERE experiment_id = 1")
        connection.execute(f"UPDATE experiments SET artifact_location = '{first_experiment}' WHERE experiment_id = 0")
        for table, column in (("logged_models", "artifact_location"), ("model_versions", "storage_location")):
            connection.execute(f"UPDATE {table} SET {column} = replace({column}, 'mlflow-artifacts:/', '{root}/')")


@pytest.fixture
def old(shared_results, empty_database, tmp_path):
    """A folder with results and a store that has a registered version."""
    folder = tmp_path / "old place"
    folder.mkdir()
    results = copy_results(shared_results, folder)
    with open_store(folder, empty_database):
        results.track()
        results.register()
    return folder


def use(folder, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{folder}/.mlflow/mlflow.db")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "path", list(sys.path))


def fetch_version(folder):
    with connect() as client:
        return fetch(client, ADDRESS, folder / "fetched")


def test_a_store_names_no_place_on_the_machine(old, monkeypatch):
    use(old, monkeypatch)
    fetch_version(old)
    assert str(old.parent) not in dump(old / ".mlflow" / "mlflow.db")
    assert str(ROOT) not in dump(old / ".mlflow" / "mlflow.db")
    assert "file:" not in dump(old / ".mlflow" / "mlflow.db")


@pytest.mark.parametrize("way", ["moved", "copied"])
def test_versions_are_found_and_runs_go_where_the_checkout_is_now(way, old, shared_results, monkeypatch, tmp_path):
    new = tmp_path / "new place"
    if way == "moved":
        old.rename(new)
        before = []
    else:
        shutil.copytree(old, new)
        before = files(old)
    use(new, monkeypatch)
    assert fetch_version(new).number == "1"
    results = copy_results(shared_results, tmp_path / "more").judge(min_accuracy_lower_95=0, min_accuracy=0)
    run = results.track(experiment="another")
    assert (new / ".mlflow" / "artifacts" / run["run_id"] / "artifacts" / "reports" / "gate.json").is_file()
    assert (files(old) if old.exists() else []) == before


def test_a_moved_version_answers_at_a_plain_python_prompt(old, tmp_path):
    new = tmp_path / "new place"
    old.rename(new)
    code = (
        "import mlflow, numpy\n"
        "model = mlflow.pyfunc.load_model('models:/keyword-spotter@challenger')\n"
        "print(model.predict(numpy.zeros((1, 16000), 'float32'))['label'][0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"MLFLOW_TRACKING_URI": f"sqlite:///{new}/.mlflow/mlflow.db", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split()[-1:] in (["up"], ["down"]), done.stderr


@pytest.mark.parametrize("moved", [False, True])
def test_an_earlier_store_is_brought_up_to_date(moved, old, monkeypatch, tmp_path):
    database = old / ".mlflow" / "mlflow.db"
    artifacts = (old / ".mlflow" / "artifacts").as_uri()
    own = "s3://bucket/own"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO experiments (experiment_id, name, artifact_location) VALUES (9, 'own', ?)", (own,)
        )
    make_absolute(database, artifacts, f"{old}/mlruns/0")
    assert artifacts in dump(database)
    here = old.rename(tmp_path / "new place") if moved else old
    use(here, monkeypatch)
    assert fetch_version(here).number == "1"
    after = dump(here / ".mlflow" / "mlflow.db")
    assert str(tmp_path) not in after
    assert "old%20place" not in after
    assert own in after


def test_a_store_whose_artifacts_are_elsewhere_is_named(old, monkeypatch, tmp_path):
    make_absolute(old / ".mlflow" / "mlflow.db", "file:///elsewhere/.mlflow/artifacts", "/elsewhere/mlruns/0")
    new = tmp_path / "new place"
    (new / ".mlflow").mkdir(parents=True)
    shutil.copy(old / ".mlflow" / "mlflow.db", new / ".mlflow")
    use(new, monkeypatch)
    before = dump(new / ".mlflow" / "mlflow.db")
    refusal = (
        "found none for its 1 runs, which name /elsewhere/.mlflow/artifacts; copy that folder here, or move .* away"
    )
    with pytest.raises(TrackingError, match=refusal), connect():
        pass
    assert dump(new / ".mlflow" / "mlflow.db") == before


def test_a_report_names_the_store_by_its_path_in_the_checkout(shared_results, empty_database, tmp_path, monkeypatch):
    (tmp_path / ".dvc").mkdir()
    monkeypatch.delenv("DVC_ROOT", raising=False)
    with open_store(tmp_path, empty_database):
        monkeypatch.delenv("MLFLOW_TRACKING_URI")
        run = copy_results(shared_results, tmp_path / "results").track()
    assert run["tracking_uri"] == "sqlite:///.mlflow/mlflow.db"


def test_a_store_is_made_whole_or_not_at_all(tmp_path, monkeypatch):
    use(tmp_path, monkeypatch)
    monkeypatch.setattr("kws.tracking.client.make_relative", lambda database: 1 / 0)
    with pytest.raises(ZeroDivisionError), connect():
        pass
    assert [path.name for path in Path(tmp_path / ".mlflow").iterdir()] == ["lock"]
