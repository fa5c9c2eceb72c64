"""The copy of a registered model to another MLflow store: runs, models, versions, tags, aliases and the ledger.

What is already copied is found by its content, so an interrupted copy can be resumed. Runs and models get new ids;
version numbers, file contents and the hashes in the ledger stay the same.
"""

import tempfile
import uuid
from itertools import pairwise
from typing import Any

from kws.core.errors import PromotionError
from kws.registry import ledger_store
from kws.registry.ledger import FIRST, NEXT, Entry, Ledger
from kws.registry.versions import read_aliases
from kws.tracking.client import create_experiment, disable_retries
from kws.tracking.runs import find_finished_run
from kws.tracking.runtime import MlflowClient, mlflow

# Tags that MLflow sets itself, or that point at another run of the old store.
_OWN_TAGS = ("mlflow.runName", "mlflow.parentRunId")


def copy(source: MlflowClient, target: MlflowClient, model: str, ledger: str) -> list[str]:
    """Copy a registered model and the ledger of its moves; returns the numbers of the copied versions.

    Raises:
        PromotionError: the target has other versions of the model or another ledger of that name, or the ledger in the
            source is damaged.
        TrackingError: the source has no such model.
        MlflowException: one of the two stores cannot be reached, or refuses.
    """
    # Before anything is written: the aliases may be copied only if the target's ledger has no moves of its own.
    ours, theirs = ledger_store.read(source, ledger), ledger_store.read(target, ledger)
    _require_one_ledger(ours, theirs)
    places = read_aliases(source, model)
    versions = sorted(source.search_model_versions(f"name = '{model}'"), key=lambda version: int(version.version))
    # MLflow looks for the model of a new version in the store that is set for the process.
    mlflow.set_tracking_uri(target.tracking_uri)
    _ensure_model(target, model)
    for version in versions:
        _copy_version(source, target, version)
    for alias, number in places.items():
        target.set_registered_model_alias(model, alias, number)
    if not theirs.chain:
        _copy_ledger(source, target, ours)
    return [str(version.version) for version in versions]


def _ensure_model(target: MlflowClient, model: str) -> None:
    try:
        target.create_registered_model(model)
    except mlflow.MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


def _copy_version(source: MlflowClient, target: MlflowClient, version: Any) -> None:
    there = target.search_model_versions(f"name = '{version.name}'")
    found = [copy for copy in there if int(copy.version) == int(version.version)]
    if found:
        _require_same(version, found[0])
        return
    run_id, model_id = _copy_run(source, target, source.get_run(version.run_id))
    # Deleted versions leave gaps in the numbers, and the target must have the same gaps.
    number = 0
    while number < int(version.version):
        text, uri = version.description, f"models:/{model_id}"
        with disable_retries():
            created = target.create_model_version(
                version.name, uri, run_id, version.tags, description=text, model_id=model_id
            )
        number = int(created.version)
        if number != int(version.version):
            target.delete_model_version(version.name, created.version)
    if number > int(version.version):
        raise PromotionError(
            f"expected {version.name} to have had fewer than {version.version} versions there, got {number - 1}; "
            "copy to an empty store"
        )


def _require_same(version: Any, found: Any) -> None:
    here, there = (str(tags.get("content_sha256"))[:12] for tags in (version.tags, found.tags))
    if here != there:
        raise PromotionError(
            f"expected version {version.version} of {version.name} to be the same in both stores or missing there, "
            f"got content {there} instead of {here}; copy to an empty store"
        )


def _copy_run(source: MlflowClient, target: MlflowClient, run: Any) -> tuple[str, str]:
    # The ids of the run and of its model in the target.
    experiment = _ensure_experiment(target, source.get_experiment(run.info.experiment_id).name)
    found = find_finished_run(target, experiment, run.data.tags["content_sha256"])
    if found is None:
        found = _write_run(source, target, run, experiment)
    (output,) = found.outputs.model_outputs
    return found.info.run_id, output.model_id


def _ensure_experiment(target: MlflowClient, name: str) -> str:
    found = target.get_experiment_by_name(name)
    return str(found.experiment_id) if found else create_experiment(target, name)


def _write_run(source: MlflowClient, target: MlflowClient, run: Any, experiment: str) -> Any:
    tags = {key: value for key, value in run.data.tags.items() if key not in _OWN_TAGS}
    run_id = target.create_run(experiment, run.info.start_time, tags, run.info.run_name).info.run_id
    (output,) = run.outputs.model_outputs
    model_id = _copy_model(source, target, source.get_logged_model(output.model_id), experiment, run_id)
    _log_values(source, target, run, run_id, {output.model_id: model_id})
    with tempfile.TemporaryDirectory() as folder:
        target.log_artifacts(run_id, _download(source, run.info.artifact_uri, folder))
    target.set_terminated(run_id, run.info.status, run.info.end_time)
    return target.get_run(run_id)


def _copy_model(source: MlflowClient, target: MlflowClient, model: Any, experiment: str, run_id: str) -> str:
    created = target.create_logged_model(
        experiment, model.name, run_id, tags=model.tags, params=model.params, model_type=model.model_type
    )
    with tempfile.TemporaryDirectory() as folder:
        target.log_model_artifacts(created.model_id, _download(source, model.artifact_location, folder))
    target.finalize_logged_model(created.model_id, "READY")
    target.log_outputs(run_id, [mlflow.entities.LoggedModelOutput(created.model_id, 0)])
    return str(created.model_id)


def _log_values(source: MlflowClient, target: MlflowClient, run: Any, run_id: str, models: dict[str, str]) -> None:
    entities = mlflow.entities
    params = [entities.Param(key, value) for key, value in run.data.params.items()]
    target.log_batch(run_id, params=params)
    points = [point for name in run.data.metrics for point in source.get_metric_history(run.info.run_id, name)]
    metrics = [
        entities.Metric(p.key, p.value, p.timestamp, p.step, model_id=models.get(p.model_id or "")) for p in points
    ]
    target.log_batch(run_id, metrics=metrics)
    target.log_inputs(run_id, run.inputs.dataset_inputs)


def _download(source: MlflowClient, uri: str, folder: str) -> str:
    # The path below the folder that MLflow chooses.
    return str(mlflow.artifacts.download_artifacts(artifact_uri=uri, dst_path=folder, tracking_uri=source.tracking_uri))


def _require_one_ledger(ours: Ledger, theirs: Ledger) -> None:
    if ours.problems:
        # A copy would leave out missing and foreign records, and look sound.
        raise PromotionError(
            f"expected the ledger {ours.name} to be whole, got {ours.problems[0]}; kws ledger shows all of it, and "
            "another promote.ledger begins where the alias is"
        )
    here, there = ([entry.sha256 for entry in ledger.chain] for ledger in (ours, theirs))
    if there and here != there:
        raise PromotionError(
            f"expected the ledger {ours.name} to be the same in both stores or missing there, got {len(here)} records "
            f"here and {len(there)} others there; copy to an empty store"
        )


def _copy_ledger(source: MlflowClient, target: MlflowClient, ledger: Ledger) -> None:
    if not ledger.chain:
        return
    # Renamed last, so that a ledger of this name is always complete.
    draft = create_experiment(target, f"{ledger.name} {uuid.uuid4().hex}")
    runs = [_copy_record(source, target, draft, entry) for entry in ledger.chain]
    for run_id, following in pairwise(runs):
        target.log_param(run_id, NEXT, following)
    target.set_experiment_tag(draft, FIRST, runs[0])
    target.rename_experiment(draft, ledger.name)


def _copy_record(source: MlflowClient, target: MlflowClient, draft: str, entry: Entry) -> str:
    run = source.get_run(entry.run_id)
    created = target.create_run(draft, run.info.start_time, run_name=run.info.run_name)
    run_id = str(created.info.run_id)
    params = [mlflow.entities.Param(key, value) for key, value in run.data.params.items() if key != NEXT]
    target.log_batch(run_id, params=params)
    if entry.is_done:
        target.set_terminated(run_id, end_time=run.info.end_time)
    return run_id
