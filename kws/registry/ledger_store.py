"""The ledger in MLflow: read whole, and written so that of two who write at once one is refused."""

import uuid
from dataclasses import asdict
from typing import Any

from kws.core.errors import PromotionError, TrackingError
from kws.registry.ledger import FIRST, GIVEN_UP, NEXT, SHA256, Entry, Ledger, Record, assemble
from kws.tracking.client import created_experiment, public_uri
from kws.tracking.runtime import MlflowClient, mlflow
from kws.tracking.store import artifact_root


def read(client: MlflowClient, name: str) -> Ledger:
    """The ledger of that name, empty if there is none.

    Raises:
        TrackingError: the experiment was deleted, or is another one that holds no ledger.
    """
    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        return Ledger(name, (), (), ())
    if experiment.lifecycle_stage != "active" or FIRST not in experiment.tags:
        raise TrackingError(
            f"expected an experiment that holds a ledger, got a deleted or another one: {name}, {public_uri()}; "
            f"mlflow experiments restore --experiment-id {experiment.experiment_id}, or another promote.ledger"
        )
    ledger = assemble(name, experiment.tags[FIRST], _runs(client, experiment.experiment_id))
    if ledger.last and ledger.last.next and _exists(client, ledger.last.next):
        # Written between the database's two answers, of the runs and of their params.
        ledger = assemble(name, experiment.tags[FIRST], _runs(client, experiment.experiment_id))
    return ledger


def append(client: MlflowClient, ledger: Ledger, record: Record) -> None:
    """Make a record the next one after the ledger's last, as it was read.

    Sound, since it stands on what a database refuses to hold twice, whoever asks, in whatever order:

    - The first record lies in a new experiment that takes the ledger's name, and names of experiments are unique.
    - Every other one is named in the param `next` of the one before, and a run has one value of a param for ever:
      (run, param) is the primary key, and MLflow refuses another value.

    Either is one transaction, so a record is in the chain or it is not, and a request that is repeated because its
    answer was lost says the same again, which is no conflict.

    Raises:
        PromotionError: somebody else has written the next record since.
    """
    if ledger.last is None:
        _begin(client, ledger.name, record)
    else:
        _continue(client, ledger.last, record)


def _begin(client: MlflowClient, name: str, record: Record) -> None:
    draft = created_experiment(client, f"{name} {uuid.uuid4().hex}", artifact_root())
    client.set_experiment_tag(draft, FIRST, _write(client, draft, record))
    try:
        client.rename_experiment(draft, name)
    except mlflow.MlflowException:
        found = client.get_experiment_by_name(name)
        if found is None:
            raise
        if found.experiment_id != draft:
            client.delete_experiment(draft)
            raise _overtaken(record) from None


def _continue(client: MlflowClient, last: Entry, record: Record) -> None:
    run_id = _write(client, client.get_run(last.run_id).info.experiment_id, record)
    try:
        client.log_param(last.run_id, NEXT, run_id)
    except mlflow.MlflowException as error:
        # Any other error says nothing of whether the param was written.
        if error.error_code != "INVALID_PARAMETER_VALUE":
            raise
        client.set_terminated(run_id, GIVEN_UP)
        raise _overtaken(record) from None


def _write(client: MlflowClient, experiment_key: str, record: Record) -> str:
    name = f"{record.move} {record.model}: {record.alias} {record.came_from or 'nowhere'} → {record.went_to}"
    run_id = str(client.create_run(experiment_key, run_name=name).info.run_id)
    params = {**asdict(record), SHA256: record.sha256}
    client.log_batch(run_id, params=[mlflow.entities.Param(key, value) for key, value in params.items()])
    return run_id


def _overtaken(record: Record) -> PromotionError:
    return PromotionError(
        f"expected to {record.move} version {record.went_to}, but somebody else moved {record.alias} meanwhile: "
        "kws ledger shows who; look again, then decide again"
    )


def _runs(client: MlflowClient, experiment_key: str) -> list[Any]:
    # MLflow Runs, deleted ones too, of every page.
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
