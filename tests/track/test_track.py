"""Track: a result becomes one complete run, however often and at whatever point it is repeated."""

import json
from dataclasses import replace

import pytest

from kws.audio.manifest import data_sha256, read_manifest
from kws.core.errors import TrackingError
from kws.model.reports.history import Epoch
from kws.model.reports.history import write_history as write
from kws.tracking.run_data import MAX_PARAM_LENGTH, flatten_parameters


@pytest.fixture
def run(results, store):
    """The run of a result."""
    return store.get_run(results.track()["run_id"])


def artifacts(store, run_id, folder=""):
    found = store.list_artifacts(run_id, folder)
    below = [path for item in found if item.is_dir for path in artifacts(store, run_id, item.path)]
    return sorted([item.path for item in found if not item.is_dir] + below)


def write_history(folder, epochs):
    rows = [Epoch(epoch, 1.7e9 + 2.5 * epoch, 1 / (1 + epoch), 0.5, 0.5, 0.5, 1e-3) for epoch in range(epochs)]
    write(folder / "history.csv", rows)


def test_every_stage_s_parameters_are_logged_flat(run, results):
    manifest = json.loads((results.tflite / "model.json").read_text())
    assert run.data.params["train.alpha"] == json.dumps(manifest["params"]["train"]["alpha"])
    assert run.data.params["preprocess.augmentation.copies"] == "0"
    stages = {name.split(".")[0] for name in run.data.params}
    assert stages == {"ingest", "preprocess", "train", "convert", "evaluate", "validate", "gate"}


def test_a_parameter_beyond_mlflow_s_limit_is_cut(shared_results):
    evidence = shared_results.evidence()
    words = [f"word{number}" for number in range(2000)]
    manifest = replace(evidence.manifest, params={"ingest": {"words": words}})
    assert len(flatten_parameters(replace(evidence, manifest=manifest))["ingest.words"]) == MAX_PARAM_LENGTH


def test_the_reports_numbers_are_metrics_named_by_their_path(run, results):
    evaluation = json.loads((results.reports / "evaluation.json").read_text())
    device = json.loads((results.reports / "device.json").read_text())
    for form in ("float", "pruned", "tflite"):
        for key in ("accuracy", "accuracy_lower_95", "accuracy_upper_95", "errors"):
            assert run.data.metrics[f"{form}/{key}"] == evaluation["forms"][form][key]
        assert run.data.metrics[f"{form}/recall/up"] == evaluation["forms"][form]["recall"]["up"]
    assert run.data.metrics["tflite/size_bytes"] == (results.tflite / "model.tflite").stat().st_size
    assert run.data.metrics["device/latency_ms/total/p99"] == device["latency_ms"]["total"]["p99"]
    assert run.data.metrics["device/peak_memory_bytes"] == device["peak_memory_bytes"]


def test_the_logged_model_carries_the_final_metrics(run, store):
    model = store.get_logged_model(run.outputs.model_outputs[0].model_id)
    metrics = {metric.key: metric.value for metric in model.metrics}
    assert metrics["tflite/accuracy"] == run.data.metrics["tflite/accuracy"]
    assert not any(name.startswith("train/") for name in metrics)


def test_histories_become_curves_at_the_time_of_their_epochs(results, store):
    write_history(results.model, epochs=1200)  # more than MLflow takes at once
    write_history(results.pruned, epochs=0)  # prune.method none
    run_id = results.track()["run_id"]
    curve = sorted(store.get_metric_history(run_id, "train/loss"), key=lambda metric: metric.step)
    assert [metric.step for metric in curve] == list(range(1200))
    assert [curve[2].timestamp, curve[2].value] == [1_700_000_005_000, 1 / 3]
    assert store.get_metric_history(run_id, "prune/loss") == []


def test_the_data_are_inputs_with_their_hash(run, results):
    clips = read_manifest(results.clips)
    inputs = {given.tags[0].value: given.dataset for given in run.inputs.dataset_inputs}
    assert set(inputs) == {"training", "validation", "test"}
    assert {data.digest for data in inputs.values()} == {data_sha256(clips)[:36]}
    assert json.loads(inputs["test"].source) == {"uri": "data/clips", "data_sha256": data_sha256(clips)}
    assert json.loads(inputs["test"].profile)["clips"] == sum(clip.split == "test" for clip in clips)


def test_tags_name_model_data_code_and_verdict(results, store, monkeypatch):
    monkeypatch.setenv("KWS_SOURCE_COMMIT", "abc123-dirty")
    tracked = results.track()
    tags = store.get_run(tracked["run_id"]).data.tags
    manifest = results.evidence().manifest
    assert tags["model_sha256"] == manifest.sha256
    assert tags["front_end_sha256"] == manifest.front_end_spec.sha256
    assert (tags["data_sha256"], tags["params_sha256"]) == (manifest.data_sha256, manifest.params_sha256)
    assert (tags["git_commit"], tags["git_dirty"]) == ("abc123", "true")
    assert (tags["blessed"], tags["device_kind"]) == ("true", "local")
    assert tags["content_sha256"] == tracked["content_sha256"]


def test_reports_plots_model_and_lock_are_kept(results, store, tmp_path):
    (tmp_path / "dvc.lock").write_text("schema: '2.0'\n")
    kept = artifacts(store, results.track()["run_id"])
    assert {"dvc.lock", "tflite/model.tflite", "tflite/model.json", "tflite/model.zip"} <= set(kept)
    assert {f"plots/{path.name}" for path in (results.reports / "plots").iterdir()} <= set(kept)
    assert {f"reports/{name}" for name in ("evaluation.json", "predictions.csv", "device.json", "gate.json")} <= set(
        kept
    )
    assert {"history/train.csv", "history/prune.csv"} <= set(kept)
    assert {"reports/report.html", "reports/model_card.md"} <= set(kept)


def test_the_same_result_is_tracked_once(results, store, tmp_path):
    first = results.track()
    before = store.get_run(first["run_id"]).to_dictionary()
    (tmp_path / "dvc.lock").write_text("other stages' lines\n")
    assert results.track() == first
    assert store.get_run(first["run_id"]).to_dictionary() == before
    assert len(store.search_runs([before["info"]["experiment_id"]])) == 1


def test_different_results_are_different_runs(results, store):
    first, second = results.track(), results.judge(min_accuracy=0.9).track()
    assert first["run_id"] != second["run_id"]
    assert (first["blessed"], second["blessed"]) == (True, False)
    assert results.judge(min_accuracy=0.9).track() == second


@pytest.mark.parametrize("status", ["RUNNING", "FAILED", "KILLED"])
def test_an_attempt_that_died_is_done_again(status, results, store):
    died = results.track()
    store.update_run(died["run_id"], status)
    again = results.track()
    assert again["run_id"] != died["run_id"]
    assert store.get_run(died["run_id"]).info.lifecycle_stage == "deleted"
    assert store.get_run(again["run_id"]).info.status == "FINISHED"
    models = store.search_logged_models([store.get_run(again["run_id"]).info.experiment_id])
    assert [model.model_uri for model in models] == [again["model_uri"]]


def test_an_attempt_that_died_at_once_is_done_again(results, store):
    tags = {"content_sha256": results.track()["content_sha256"]}
    empty = store.create_run(store.create_experiment("other"), tags=tags).info.run_id
    again = results.track(experiment="other")
    assert again["run_id"] != empty
    assert store.get_run(empty).info.lifecycle_stage == "deleted"


def test_the_last_line_says_where_to_look(results, store, capsys):
    run = results.track()
    line = capsys.readouterr().out.splitlines()[-1]
    assert line == f"run {run['run_id']} in experiment keyword-spotter: {run['run_url']}"
    assert run["run_url"] == f"http://127.0.0.1:5000/#/experiments/1/runs/{run['run_id']}"


def test_a_run_of_an_experiment_of_dvc_has_its_name(results, store, monkeypatch):
    monkeypatch.setenv("DVC_EXP_NAME", "rusty-tern")
    assert store.get_run(results.track()["run_id"]).info.run_name == "rusty-tern"


def test_a_deleted_experiment_is_refused_by_name(results, store):
    store.delete_experiment(store.create_experiment("old"))
    with pytest.raises(TrackingError, match=r"deleted one old: .*mlflow experiments restore"):
        results.track(experiment="old")
