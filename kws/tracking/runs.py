"""One MLflow run a content: found again, or written whole."""

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
from kws.tracking.run_data import curves, final_metrics, parameters, tags
from kws.tracking.runtime import MlflowClient, mlflow
from kws.tracking.store import UI_ADDRESS, find_local_folder, make_relative_uri

# Kept with a run, but no part of its content: other stages' lines change it too.
LOCK = "dvc.lock"


def track(
    client: MlflowClient,
    experiment: str,
    evidence: Evidence,
    more_tags: Mapping[str, str] | None = None,
    parent_id: str | None = None,
) -> RunRecord:
    """The run of this evidence: the one that is there, else a new one.

    A run that was begun and not finished is deleted and written anew. A parent, which Kubeflow's MLflow plugin has
    begun, is never written to: the new run is below it and in its experiment.

    Args:
        client: of `connect`.
        experiment: that the run belongs to.
        evidence: what is recorded.
        more_tags: of a new run.
        parent_id: of the run that a new one is below; None if there is none.

    Raises:
        TrackingError: the experiment was deleted.
        MlflowException: MLflow cannot be reached or refuses.
    """
    if parent_id is None:
        experiment_key = ensure_experiment(client, experiment)
    else:
        experiment_key = client.get_run(parent_id).info.experiment_id
        experiment = client.get_experiment(experiment_key).name
    run_tags = tags(evidence, source_commit())
    run = finished_run(client, experiment_key, run_tags["content_sha256"])
    if run is None:
        _write(client, experiment_key, parent_id, {**run_tags, **(more_tags or {})}, evidence)
        # Once more from the store: where the answer to its creation was lost, there is an empty one beside it.
        run = finished_run(client, experiment_key, run_tags["content_sha256"])
    (output,) = run.outputs.model_outputs
    return RunRecord(
        experiment=experiment,
        run_id=run.info.run_id,
        tracking_uri=make_relative_uri(get_public_uri()),
        run_url=run_url(experiment_key, run.info.run_id),
        model_uri=f"models:/{output.model_id}",
        content_sha256=run_tags["content_sha256"],
        verdict_sha256=run_tags["verdict_sha256"],
        blessed=evidence.verdict.blessed,
    )


def finished_run(client: MlflowClient, experiment_key: str, content_sha256: str) -> Any:
    """The MLflow Run of a content that was written whole, None if there is none; one that was not is deleted."""
    found = None
    for run in client.search_runs([experiment_key], f"tags.content_sha256 = '{content_sha256}'"):
        if run.info.status == "FINISHED":
            found = run
        else:
            _delete(client, run)
    return found


def run_url(experiment_key: str, run_id: str) -> str:
    """Where a person sees a run; of the local store, while `make ui` runs."""
    server = "http://{}:{}".format(*UI_ADDRESS) if find_local_folder() else get_public_uri().rstrip("/")
    return f"{server}/#/experiments/{experiment_key}/runs/{run_id}"


def _delete(client: MlflowClient, run: Any) -> None:
    # By their source: an attempt may have died before the run said which is its model.
    of_the_run = f"source_run_id = '{run.info.run_id}'"
    for model in client.search_logged_models([run.info.experiment_id], of_the_run):
        client.delete_logged_model(model.model_id)
    client.delete_run(run.info.run_id)


def _write(
    client: MlflowClient, experiment_key: str, parent_id: str | None, run_tags: dict[str, str], evidence: Evidence
) -> None:
    # The tags stand from the first moment on, so that an attempt that dies is found.
    name = os.environ.get("DVC_EXP_NAME")
    with mlflow.start_run(experiment_id=experiment_key, parent_run_id=parent_id, run_name=name, tags=run_tags) as run:
        run_id = run.info.run_id
        # Before the model, which takes them over.
        client.log_batch(run_id, params=_entities(mlflow.entities.Param, parameters(evidence)))
        model_id = log_model(evidence.files["tflite/model.tflite"].parent, evidence.manifest.labels)
        _log_metrics(client, run_id, model_id, evidence)
        _log_data(client, run_id, evidence.clips, run_tags["data_sha256"])
        _log_files(client, run_id, evidence.files)


def _entities(entity: Any, values: Mapping[str, str]) -> list[Any]:
    return [entity(key, value) for key, value in values.items()]


def _log_metrics(client: MlflowClient, run_id: str, model_id: str, evidence: Evidence) -> None:
    metric, now = mlflow.entities.Metric, round(1000 * time.time())
    final = [metric(name, value, now, 0, model_id=model_id) for name, value in final_metrics(evidence).items()]
    client.log_batch(run_id, metrics=[*(metric(*point) for point in curves(evidence)), *final])


def _log_data(client: MlflowClient, run_id: str, clips: list[Clip], data_sha256: str) -> None:
    entities = mlflow.entities
    # MLflow's digest column holds 36 characters; the whole hash stands in the source.
    source = json.dumps({"uri": "data/clips", "data_sha256": data_sha256})
    inputs = [
        entities.DatasetInput(
            entities.Dataset(f"clips-{split}", data_sha256[:36], "local", source, profile=json.dumps(held)),
            _entities(entities.InputTag, {"mlflow.data.context": split}),
        )
        for split, held in profile(clips).items()
    ]
    client.log_inputs(run_id, inputs)


def _log_files(client: MlflowClient, run_id: str, files: dict[str, Path]) -> None:
    lock = {LOCK: Path(LOCK)} if Path(LOCK).exists() else {}
    with tempfile.TemporaryDirectory() as workshop:
        for place, path in (files | lock).items():
            copy = Path(workshop, place)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        client.log_artifacts(run_id, workshop)
