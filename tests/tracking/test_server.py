"""Track and register once with a real MLflow server."""

import json
import shutil
import sys
import urllib.request

import pytest
from support.results import MlflowClient, mlflow
from support.servers import start_mlflow_server


@pytest.fixture
def server(empty_database, tmp_path, monkeypatch):
    """The address of a server that stores artifacts itself."""
    home = tmp_path / "server"
    home.mkdir()
    shutil.copyfile(empty_database, home / "mlflow.db")
    monkeypatch.setattr(sys, "path", list(sys.path))
    with start_mlflow_server(home) as address:
        monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
        yield address


@pytest.mark.slow
def test_a_server_gets_run_files_model_and_version_once(results, server, tmp_path):
    run = results.track()
    assert results.track() == run
    registration = results.register()
    assert results.register() == registration
    client = MlflowClient(server)
    assert run["tracking_uri"] == server
    assert run["run_url"].startswith(f"{server}/#/experiments/")
    urllib.request.urlopen(run["run_url"], timeout=30).close()
    assert len(client.search_runs([client.get_run(run["run_id"]).info.experiment_id])) == 1
    kept = mlflow.artifacts.load_dict(f"runs:/{run['run_id']}/reports/gate.json")
    assert kept == json.loads((results.reports / "gate.json").read_text())
    model = mlflow.pyfunc.load_model("models:/keyword-spotter@challenger", dst_path=str(tmp_path))
    wav = (results.clips / "up" / "test_0.wav").read_bytes()
    assert model.predict(wav)["label"][0] in ("up", "down")
    assert model.metadata.run_id == run["run_id"] == registration["run_id"]


@pytest.mark.slow
def test_a_run_that_kubeflow_began_on_the_server_gets_ours_below_it(results, server, monkeypatch):
    client = MlflowClient(server)
    parent = client.create_run(client.create_experiment("KFP-Default"), run_name="track").info
    monkeypatch.setenv("MLFLOW_RUN_ID", parent.run_id)
    run = results.track("--kubeflow-run", "9b1e")
    found = client.search_runs([parent.experiment_id], "tags.kubeflow_run_id = '9b1e'")
    assert [(one.info.run_id, one.data.tags["mlflow.parentRunId"]) for one in found] == [(run["run_id"], parent.run_id)]
    assert results.register()["version"] == "1"
    assert client.get_run(parent.run_id).info.status == "RUNNING"
