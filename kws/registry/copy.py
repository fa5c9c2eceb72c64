"""A registry in one store → the same one in another: runs, models, versions, tags, aliases and the ledger.

Everything is found again by its content, so that a copy that was interrupted goes on where it was. Runs and models have
new ids over there; the numbers of the versions, the files' bytes and the ledger's hashes are the same.
"""

import tempfile
import uuid
from itertools import pairwise
from typing import Any

from kws.core.errors import PromotionError
from kws.registry import ledger_store as book
from kws.registry.ledger import FIRST, NEXT, Entry, Ledger
from kws.registry.versions import aliases
from kws.tracking.client import asked_once, created_experiment
from kws.tracking.runs import finished_run
from kws.tracking.runtime import MlflowClient, mlflow

# What MLflow itself sets in a run, or what says where a run of the old store was.
_OWN_TAGS = ("mlflow.runName", "mlflow.parentRunId")


def copy(source: MlflowClient, target: MlflowClient, model: str, ledger: str) -> list[str]:
    """Copy a registered model and the ledger of its moves; returns the numbers of the versions that are there now.

    Raises:
        PromotionError: the other store has other versions of the model, or another ledger of that name; or the ledger
            here is damaged.
        TrackingError: there is no such model here.
        MlflowException: one of the two cannot be reached or refuses.
    """
    # Before anything is written: where the aliases are is only right as long as neither ledger has gone on alone.
    ours, theirs = book.read(source, ledger), book.read(target, ledger)
    _require_one_ledger(ours, theirs)
    places = aliases(source, model)
    versions = sorted(source.search_model_versions(f"name = '{model}'"), key=lambda version: int(version.version))
    # MLflow asks the store of the whole process for a version's model.
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
    # Versions that were deleted here leave a gap in the numbers, and so they must there.
    number = 0
    while number < int(version.version):
        text, uri = version.description, f"models:/{model_id}"
        with asked_once():
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
    # The ids of the run and of its model over there.
    experiment = _experiment(target, source.get_experiment(run.info.experiment_id).name)
    found = finished_run(target, experiment, run.data.tags["content_sha256"])
    if found is None:
        found = _written_run(source, target, run, experiment)
    (output,) = found.outputs.model_outputs
    return found.info.run_id, output.model_id


def _experiment(target: MlflowClient, name: str) -> str:
    found = target.get_experiment_by_name(name)
    return str(found.experiment_id) if found else created_experiment(target, name)


def _written_run(source: MlflowClient, target: MlflowClient, run: Any, experiment: str) -> Any:
    tags = {key: value for key, value in run.data.tags.items() if key not in _OWN_TAGS}
    run_id = target.create_run(experiment, run.info.start_time, tags, run.info.run_name).info.run_id
    (output,) = run.outputs.model_outputs
    model_id = _copy_model(source, target, source.get_logged_model(output.model_id), experiment, run_id)
    _log_values(source, target, run, run_id, {output.model_id: model_id})
    with tempfile.TemporaryDirectory() as folder:
        target.log_artifacts(run_id, _downloaded(source, run.info.artifact_uri, folder))
    target.set_terminated(run_id, run.info.status, run.info.end_time)
    return target.get_run(run_id)


def _copy_model(source: MlflowClient, target: MlflowClient, model: Any, experiment: str, run_id: str) -> str:
    created = target.create_logged_model(
        experiment, model.name, run_id, tags=model.tags, params=model.params, model_type=model.model_type
    )
    with tempfile.TemporaryDirectory() as folder:
        target.log_model_artifacts(created.model_id, _downloaded(source, model.artifact_location, folder))
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


def _downloaded(source: MlflowClient, uri: str, folder: str) -> str:
    # Below the folder, where MLflow says.
    return str(mlflow.artifacts.download_artifacts(artifact_uri=uri, dst_path=folder, tracking_uri=source.tracking_uri))


def _require_one_ledger(ours: Ledger, theirs: Ledger) -> None:
    if ours.problems:
        # A copy would leave out what is missing or foreign, and look whole.
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
    # Whole or not at all: it takes its name last.
    draft = created_experiment(target, f"{ledger.name} {uuid.uuid4().hex}")
    runs = [_copied_record(source, target, draft, entry) for entry in ledger.chain]
    for run_id, following in pairwise(runs):
        target.log_param(run_id, NEXT, following)
    target.set_experiment_tag(draft, FIRST, runs[0])
    target.rename_experiment(draft, ledger.name)


def _copied_record(source: MlflowClient, target: MlflowClient, draft: str, entry: Entry) -> str:
    run = source.get_run(entry.run_id)
    created = target.create_run(draft, run.info.start_time, run_name=run.info.run_name)
    run_id = str(created.info.run_id)
    params = [mlflow.entities.Param(key, value) for key, value in run.data.params.items() if key != NEXT]
    target.log_batch(run_id, params=params)
    if entry.done:
        target.set_terminated(run_id, end_time=run.info.end_time)
    return run_id
