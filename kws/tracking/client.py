"""A client of the store, whose refusals are our errors."""

import fcntl
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from kws.core.errors import TrackingError
from kws.core.files import replacing
from kws.tracking.relocation import make_relative
from kws.tracking.runtime import MlflowClient, mlflow
from kws.tracking.store import SQLITE, artifact_root, local_folder, tracking_uri

# Of the stages, whose inputs stay where they are.
FINISH = "the model and the reports are kept: when MLflow answers again, dvc repro finishes the job"

_RETRIES = "MLFLOW_HTTP_REQUEST_MAX_RETRIES"


@contextmanager
def connected(advice: str = FINISH) -> Iterator[MlflowClient]:
    """A client of the store, for which MLflow's own functions are set up too.

    One process at a time has a SQLite file: MLflow cannot create its tables from two.

    Args:
        advice: what to do when MLflow does not answer.

    Raises:
        TrackingError: MLflow cannot be reached or refuses.
    """
    uri = tracking_uri()
    try:
        with _turn():
            _prepare(uri)
            mlflow.set_tracking_uri(uri)
            yield MlflowClient(uri)
    except (mlflow.MlflowException, SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise TrackingError(f"expected an answer from MLflow, got {_reason(error)}: {public_uri()}; {advice}") from None


@contextmanager
def asked_once() -> Iterator[None]:
    """Have a request that creates something asked once: repeated because its answer was lost, it creates another one.

    Whoever asks looks for what there is before, so that the same command finds it the next time.
    """
    before = os.environ[_RETRIES]
    os.environ[_RETRIES] = "0"
    try:
        yield
    finally:
        os.environ[_RETRIES] = before


def require_server() -> None:
    """Refuse a store that is a file.

    Raises:
        TrackingError: it is one.
    """
    if local_folder() is not None:
        raise TrackingError(
            "expected an MLflow server in MLFLOW_TRACKING_URI, got none: what a task of Kubeflow keeps itself is gone "
            "when it ends; name the server's secret in pipelines/platform.yaml"
        )


def experiment_id(client: MlflowClient, name: str) -> str:
    """The experiment of that name, created if there is none.

    Raises:
        TrackingError: it was deleted, which keeps its name taken.
    """
    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        return created_experiment(client, name, artifact_root())
    if experiment.lifecycle_stage != "active":
        raise TrackingError(
            f"expected an experiment, got the deleted one {name}: {public_uri()}; "
            f"mlflow experiments restore --experiment-id {experiment.experiment_id}, or take another track.experiment"
        )
    return str(experiment.experiment_id)


def created_experiment(client: MlflowClient, name: str, artifacts: str | None = None) -> str:
    """A new experiment, or the one that a request made whose answer was lost, or somebody else in the meantime."""
    try:
        return str(client.create_experiment(name, artifacts))
    except mlflow.MlflowException as error:
        found = client.get_experiment_by_name(name) if error.error_code == "RESOURCE_ALREADY_EXISTS" else None
        if found is None:
            raise
        return str(found.experiment_id)


def public_uri() -> str:
    """The store's address without the password that may be in it."""
    return without_password(tracking_uri(), tracking_uri())


def without_password(text: str, uri: str) -> str:
    """A text that may quote an address, without the password in it."""
    netloc = urlsplit(uri).netloc
    return text.replace(netloc, netloc.rpartition("@")[2]) if netloc else text


def _prepare(uri: str) -> None:
    """Make a store that is a file, whole or not at all, or bring an earlier one up to date."""
    if local_folder() is None:
        return
    database = Path(uri.removeprefix(SQLITE))
    if database.exists():
        make_relative(database)
        return
    with replacing(database) as made:
        MlflowClient(f"{SQLITE}{made}").search_experiments()
        make_relative(made)


@contextmanager
def _turn() -> Iterator[None]:
    folder = local_folder()
    if folder is None:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _reason(error: Exception) -> str:
    # A failed request ends in its cause: "… (Caused by NewConnectionError("…: Connection refused"))", which may have
    # one of its own; a failed query in its text or in an address of SQLAlchemy's documentation.
    text = re.split(r" \[SQL:| \(Background on", " ".join(without_password(str(error), tracking_uri()).split()))[0]
    cause = re.search(r"Caused by .*\([\"'](?:.*?: )?(.*?)[\"']\)", text)
    return (cause[1] if cause else text)[:300] or type(error).__name__
