"""The ledger in MLflow: read as a whole; of two concurrent writers, one is refused."""

import uuid
from dataclasses import asdict
from typing import Any

from kws.core.errors import PromotionError, TrackingError
from kws.registry.ledger import FIRST, GIVEN_UP, NEXT, SHA256, Entry, Ledger, Record, assemble
from kws.tracking.client import create_experiment, get_public_uri
from kws.tracking.runtime import MlflowClient, mlflow
from kws.tracking.store import get_artifact_root


def read(client: MlflowClient, name: str) -> Ledger:
    """Read a ledger by name; empty if there is none.

    Raises:
        TrackingError: the experiment of that name was deleted, or holds something else.
    """
    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        return Ledger(name, (), (), ())
    if experiment.lifecycle_stage != "active" or FIRST not in experiment.tags:
        raise TrackingError(
            f"expected an experiment that holds a ledger, got a deleted or another one: {name}, {get_public_uri()}; "
            f"run mlflow experiments restore --experiment-id {experiment.experiment_id}, or name another promote.ledger"
        )
    ledger = assemble(name, experiment.tags[FIRST], _list_runs(client, experiment.experiment_id))
    if ledger.last and ledger.last.next and _exists(client, ledger.last.next):
        # The next record was written between two queries of MLflow: the one for runs and the one for their params.
        ledger = assemble(name, experiment.tags[FIRST], _list_runs(client, experiment.experiment_id))
    return ledger


def append(client: MlflowClient, ledger: Ledger, record: Record) -> None:
    """Append a record to the ledger, as it was read.

    This is safe with any number of writers, because the database keeps two values unique:

    - The first record lies in a new experiment that is then renamed to the name of the ledger; names of experiments
      are unique.
    - Every later record is named in the param `next` of the previous one, and a param of a run never changes:
      (run, param) is the primary key, and MLflow refuses a second value.

    Each of the two is one transaction, so a record is either in the chain or not. A request that is repeated because
    its answer was lost writes the same value again, which is no conflict.

    Raises:
        PromotionError: somebody else has appended a record since.
    """
    if ledger.last is None:
        _begin(client, ledger.name, record)
    else:
        _continue(client, ledger.last, record)


def _begin(client: MlflowClient, name: str, record: Record) -> None:
    draft = create_experiment(client, f"{name} {uuid.uuid4().hex}", get_artifact_root())
    client.set_experiment_tag(draft, FIRST, _write(client, draft, record))
    try:
        client.rename_experiment(draft, name)
    except mlflow.MlflowException:
        found = client.get_experiment_by_name(name)
        if found is None:
            raise
        if found.experiment_id != draft:
            client.delete_experiment(draft)
            raise _make_overtaken_error(record) from None


def _continue(client: MlflowClient, last: Entry, record: Record) -> None:
    run_id = _write(client, client.get_run(last.run_id).info.experiment_id, record)
    try:
        client.log_param(last.run_id, NEXT, run_id)
    except mlflow.MlflowException as error:
        # After any other error the param may have been written or not.
        if error.error_code != "INVALID_PARAMETER_VALUE":
            raise
        client.set_terminated(run_id, GIVEN_UP)
        raise _make_overtaken_error(record) from None


def _write(client: MlflowClient, experiment_key: str, record: Record) -> str:
    name = f"{record.move} {record.model}: {record.alias} {record.came_from or 'nowhere'} → {record.went_to}"
    run_id = str(client.create_run(experiment_key, run_name=name).info.run_id)
    params = {**asdict(record), SHA256: record.sha256}
    client.log_batch(run_id, params=[mlflow.entities.Param(key, value) for key, value in params.items()])
    return run_id


def _make_overtaken_error(record: Record) -> PromotionError:
    return PromotionError(
        f"expected to {record.move} version {record.went_to}, but somebody else moved {record.alias} meanwhile: "
        "kws ledger shows who; look again, then decide again"
    )


def _list_runs(client: MlflowClient, experiment_key: str) -> list[Any]:
    # MLflow Runs of every page, including deleted ones.
    every = mlflow.entities.ViewType.ALL
    page = client.search_runs([experiment_key], run_view_type=every)
    found = list(page)
    while page.token:
        page = client.search_runs([experiment_key], run_view_type=every, page_token=page.token)
        found += page
    return found


def _exists(client: MlflowClient, run_id: str) -> bool:
    try:
        client.get_run(run_id)
    except mlflow.MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        return False
    return True
