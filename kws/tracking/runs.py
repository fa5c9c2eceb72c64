"""The MLflow run of a content, one per content: found again, or written whole."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kws.audio.manifest import Clip, profile
from kws.core.lineage import source_commit
from kws.model.reports.run import RunRecord
from kws.tracking.client import ensure_experiment, get_public_uri
from kws.tracking.evidence import Evidence
from kws.tracking.logged_model import log_model
from kws.tracking.run_data import flatten_metrics, flatten_parameters, list_curve_points, make_tags
from kws.tracking.runtime import MlflowClient, mlflow
from kws.tracking.store import UI_ADDRESS, find_local_folder, make_relative_uri

# Stored with a run, but not part of its content: it also changes with stages that a result does not depend on.
LOCK = "dvc.lock"

# MLflow would record the program's path on this machine.
SOURCE_NAME, SOURCE = "mlflow.source.name", "python -m components.track"


def track(
    client: MlflowClient,
    experiment: str,
    evidence: Evidence,
    more_tags: Mapping[str, str] | None = None,
    parent_id: str | None = None,
) -> RunRecord:
    """Record the evidence as a run; if there already is a finished run of it, return that.

    An unfinished run is deleted and written again. A parent run, which Kubeflow's MLflow plugin begins, is not changed:
    the new run becomes its child, in the same experiment.

    Args:
        client: of `connect`.
        experiment: name of the experiment.
        evidence: of one model.
        more_tags: further tags of a new run.
        parent_id: id of the parent run; None if there is none.

    Raises:
        TrackingError: the experiment was deleted.
        MlflowException: MLflow cannot be reached or refuses.
    """
    if parent_id is None:
        experiment_key = ensure_experiment(client, experiment)
    else:
        experiment_key = client.get_run(parent_id).info.experiment_id
        experiment = client.get_experiment(experiment_key).name
    run_tags = make_tags(evidence, source_commit())
    run = find_finished_run(client, experiment_key, run_tags["content_sha256"])
    if run is None:
        _write(client, experiment_key, parent_id, {**run_tags, **(more_tags or {})}, evidence)
        # Searched again: if the answer to a request was lost and MLflow repeated it, there is an empty run to delete.
        run = find_finished_run(client, experiment_key, run_tags["content_sha256"])
    (output,) = run.outputs.model_outputs
    return RunRecord(
        experiment=experiment,
        run_id=run.info.run_id,
        tracking_uri=make_relative_uri(get_public_uri()),
        run_url=make_run_url(experiment_key, run.info.run_id),
        model_uri=f"models:/{output.model_id}",
        content_sha256=run_tags["content_sha256"],
        verdict_sha256=run_tags["verdict_sha256"],
        blessed=evidence.verdict.blessed,
    )


def find_finished_run(client: MlflowClient, experiment_key: str, content_sha256: str) -> Any:
    """Find the finished MLflow Run of a content, or None; delete the unfinished ones."""
    found = None
    for run in client.search_runs([experiment_key], f"tags.content_sha256 = '{content_sha256}'"):
        if run.info.status == "FINISHED":
            found = run
        else:
            _delete(client, run)
    return found


def make_run_url(experiment_key: str, run_id: str) -> str:
    """Make the URL of a run's web page; for the local store it works while `make ui` runs."""
    server = "http://{}:{}".format(*UI_ADDRESS) if find_local_folder() else get_public_uri().rstrip("/")
    return f"{server}/#/experiments/{experiment_key}/runs/{run_id}"


def _delete(client: MlflowClient, run: Any) -> None:
    # Found by their source: an attempt may have died before the run had its model as an output.
    source_filter = f"source_run_id = '{run.info.run_id}'"
    for model in client.search_logged_models([run.info.experiment_id], source_filter):
        client.delete_logged_model(model.model_id)
    client.delete_run(run.info.run_id)


def _write(
    client: MlflowClient, experiment_key: str, parent_id: str | None, run_tags: dict[str, str], evidence: Evidence
) -> None:
    # The tags are set at creation, so that an attempt that dies is found.
    name, tags = os.environ.get("DVC_EXP_NAME"), {SOURCE_NAME: SOURCE, **run_tags}
    with mlflow.start_run(experiment_id=experiment_key, parent_run_id=parent_id, run_name=name, tags=tags) as run:
        run_id = run.info.run_id
        # Before the model, which copies them.
        client.log_batch(run_id, params=_make_entities(mlflow.entities.Param, flatten_parameters(evidence)))
        model_id = log_model(evidence.files["tflite/model.tflite"].parent, evidence.manifest.labels)
        _log_metrics(client, run_id, model_id, evidence)
        _log_data(client, run_id, evidence.clips, run_tags["data_sha256"])
        _log_files(client, run_id, evidence.files)


def _make_entities(entity: Any, values: Mapping[str, str]) -> list[Any]:
    return [entity(key, value) for key, value in values.items()]


def _log_metrics(client: MlflowClient, run_id: str, model_id: str, evidence: Evidence) -> None:
    metric, now = mlflow.entities.Metric, round(1000 * time.time())
    final = [metric(name, value, now, 0, model_id=model_id) for name, value in flatten_metrics(evidence).items()]
    client.log_batch(run_id, metrics=[*(metric(*point) for point in list_curve_points(evidence)), *final])


def _log_data(client: MlflowClient, run_id: str, clips: list[Clip], data_sha256: str) -> None:
    entities = mlflow.entities
    # MLflow's digest column takes 36 characters; the whole hash is in the source.
    source = json.dumps({"uri": "data/clips", "data_sha256": data_sha256})
    inputs = [
        entities.DatasetInput(
            entities.Dataset(f"clips-{split}", data_sha256[:36], "local", source, profile=json.dumps(summary)),
            _make_entities(entities.InputTag, {"mlflow.data.context": split}),
        )
        for split, summary in profile(clips).items()
    ]
    client.log_inputs(run_id, inputs)


def _log_files(client: MlflowClient, run_id: str, files: dict[str, Path]) -> None:
    lock = {LOCK: Path(LOCK)} if Path(LOCK).exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        for place, path in (files | lock).items():
            copy = Path(folder, place)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        client.log_artifacts(run_id, folder)
