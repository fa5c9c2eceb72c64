"""The MLflow run of a Kubeflow run: its tags, its parent, and the way to find it."""

import json

import kfp_server_api as api
import pytest
from support.results import mlflow

from kws.core.errors import TrackingError
from kws.tracking.client import connect
from kws.tracking.run_data import make_kubeflow_tags
from kws.tracking.runs import track
from pipelines.cluster.records import fetch_figures, find_mlflow_url
from pipelines.cluster.runs import parse_run

IMAGES = {name: f"registry.example/kws-{name}@sha256:{'5' * 64}" for name in ("light", "train")}


@pytest.fixture
def parent(store, monkeypatch):
    """A run of Kubeflow's MLflow plugin, as a task finds it in its environment."""
    run = store.create_run(store.create_experiment("KFP-Default"), run_name="track")
    monkeypatch.setenv("MLFLOW_RUN_ID", run.info.run_id)
    return run.info


def track_for_kubeflow(results):
    """Track a result of Kubeflow's run 9b1e as on a server; returns the id of its MLflow run."""
    with connect() as client:
        return track(client, "keyword-spotter", results.evidence(), make_kubeflow_tags("9b1e", None)).run_id


def children(store, parent):
    return store.search_runs([parent.experiment_id], f"tags.`mlflow.parentRunId` = '{parent.run_id}'")


def test_the_images_of_the_tasks_are_tags_and_stand_in_the_report(results, store):
    pairs = " ".join(f"{name}={reference}" for name, reference in IMAGES.items())

    tags = store.get_run(results.track("--images", pairs)["run_id"]).data.tags

    assert {name: tags[f"image_{name}"] for name in IMAGES} == IMAGES
    page = (results.reports / "report.html").read_text()
    assert all(f"{name}={reference}" in page for name, reference in IMAGES.items())


def test_the_run_of_kubeflow_is_a_tag(results, store):
    assert store.get_run(track_for_kubeflow(results)).data.tags["kubeflow_run_id"] == "9b1e"


def test_a_task_that_would_keep_its_run_in_itself_is_refused(results, store):
    with pytest.raises(TrackingError, match=r"expected an MLflow server .*pipelines/platform\.yaml"):
        results.track("--kubeflow-run", "9b1e")


def test_a_run_of_dvc_has_no_such_tags(results, store):
    tags = store.get_run(results.track()["run_id"]).data.tags

    assert not [name for name in tags if name.startswith(("kubeflow", "image_", "mlflow.parent"))]


def test_kubeflow_gets_the_address_of_the_run(results, store, tmp_path):
    outputs = {"artifacts": {"run": {"artifacts": [{"name": "run"}]}}, "outputFile": str(tmp_path / "output.json")}

    run = results.track("--executor-input", json.dumps({"outputs": outputs}))

    output = json.loads((tmp_path / "output.json").read_text())
    assert output["parameterValues"] == {"run_url": run["run_url"]}
    assert output["artifacts"]["run"]["artifacts"][0]["metadata"] == {
        "run_id": run["run_id"],
        "run_url": run["run_url"],
    }


def test_a_run_that_kubeflow_began_gets_a_child_in_its_experiment(results, store, parent):
    run = results.track()

    (child,) = children(store, parent)
    assert (child.info.run_id, child.info.status) == (run["run_id"], "FINISHED")
    assert run["experiment"] == "KFP-Default"
    assert run["run_url"].endswith(f"/experiments/{parent.experiment_id}/runs/{run['run_id']}")
    assert results.register()["run_id"] == run["run_id"]
    assert store.get_experiment_by_name("keyword-spotter") is None
    # Kubeflow began that run, and ends it.
    assert store.get_run(parent.run_id).info.status == "RUNNING"


def test_a_second_attempt_adds_no_second_child(results, store, parent, monkeypatch):
    first = results.track()
    monkeypatch.setenv("MLFLOW_RUN_ID", parent.run_id)

    assert results.track() == first
    assert len(children(store, parent)) == 1


def test_a_child_of_an_attempt_that_died_is_written_again(results, store, parent, monkeypatch):
    store.update_run(results.track()["run_id"], "FAILED")
    monkeypatch.setenv("MLFLOW_RUN_ID", parent.run_id)
    again = results.track()

    assert [child.info.run_id for child in children(store, parent)] == [again["run_id"]]
    assert store.get_run(parent.run_id).info.lifecycle_stage == "active"


def test_a_run_that_is_not_there_is_named(results, store, monkeypatch):
    monkeypatch.setenv("MLFLOW_RUN_ID", "0" * 32)

    with pytest.raises(TrackingError, match="0" * 32):
        results.track()


def test_nothing_of_mlflow_stays_open(results, store, parent):
    results.track()

    assert mlflow.active_run() is None


def test_runs_of_kubeflow_are_compared_in_the_figures_that_mlflow_has(results, store):
    run = store.get_run(track_for_kubeflow(results))

    found = fetch_figures(["9b1e", "4c77"])

    assert set(found) == {"9b1e"}
    assert found["9b1e"]["accuracy"] == run.data.metrics["tflite/accuracy"]
    assert found["9b1e"]["latency_ms_p99"] == run.data.metrics["device/latency_ms/total/p99"]


def test_the_mlflow_run_of_a_kubeflow_run_is_found(results, store):
    run_id = track_for_kubeflow(results)

    assert find_mlflow_url(parse_run(api.V2beta1Run(run_id="9b1e"))).endswith(f"/runs/{run_id}")


def test_without_a_run_by_track_the_one_of_kubeflows_plugin_is_found(store):
    entries = {"run_url": api.V2beta1MetadataValue(value="http://mlflow.example/#/runs/1")}
    begun = api.V2beta1Run(run_id="4c77", plugins_output={"mlflow": api.V2beta1PluginOutput(entries=entries)})

    assert find_mlflow_url(parse_run(begun)) == "http://mlflow.example/#/runs/1"
    assert find_mlflow_url(parse_run(api.V2beta1Run(run_id="4c77"))) is None
