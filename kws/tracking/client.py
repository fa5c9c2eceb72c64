"""The client of the MLflow store, which turns MLflow's refusals into our errors."""

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
from kws.tracking.store import SQLITE, find_local_folder, get_artifact_root, get_tracking_uri

# Advice for a stage, whose inputs stay in place.
FINISH = "the model and the reports are kept: when MLflow answers again, dvc repro finishes the job"

_RETRIES = "MLFLOW_HTTP_REQUEST_MAX_RETRIES"


@contextmanager
def connect(advice: str = FINISH) -> Iterator[MlflowClient]:
    """Connect to the store for a `with` block, and point MLflow's own functions at it.

    One process at a time may use a SQLite file, because MLflow fails if two create its tables at once.

    Args:
        advice: end of the error message: what to do if MLflow does not answer.

    Raises:
        TrackingError: MLflow cannot be reached or refuses.
    """
    uri = get_tracking_uri()
    try:
        with _lock_store():
            _prepare(uri)
            mlflow.set_tracking_uri(uri)
            yield MlflowClient(uri)
    except (mlflow.MlflowException, SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise TrackingError(
            f"expected an answer from MLflow, got {_find_reason(error)}: {get_public_uri()}; {advice}"
        ) from None


@contextmanager
def disable_retries() -> Iterator[None]:
    """Disable MLflow's retries for a `with` block, for a request that creates something.

    If only the answer was lost, a retry would create a second one. Callers look for an existing one first, so that the
    same command finds it when it is run again.
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
        TrackingError: the store is a file.
    """
    if find_local_folder() is not None:
        raise TrackingError(
            "expected an MLflow server in MLFLOW_TRACKING_URI, got none: the files of a Kubeflow task are lost when it "
            "ends; name the server's secret in pipelines/platform.yaml"
        )


def ensure_experiment(client: MlflowClient, name: str) -> str:
    """Find an experiment by name, or create it; returns its id.

    Raises:
        TrackingError: it was deleted, and still occupies its name.
    """
    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        return create_experiment(client, name, get_artifact_root())
    if experiment.lifecycle_stage != "active":
        raise TrackingError(
            f"expected an experiment, got the deleted one {name}: {get_public_uri()}; "
            f"run mlflow experiments restore --experiment-id {experiment.experiment_id}, or name another "
            "track.experiment"
        )
    return str(experiment.experiment_id)


def create_experiment(client: MlflowClient, name: str, artifacts: str | None = None) -> str:
    """Create an experiment; returns its id, or that of the existing one if somebody else was faster."""
    try:
        return str(client.create_experiment(name, artifacts))
    except mlflow.MlflowException as error:
        found = client.get_experiment_by_name(name) if error.error_code == "RESOURCE_ALREADY_EXISTS" else None
        if found is None:
            raise
        return str(found.experiment_id)


def get_public_uri() -> str:
    """Get the address of the store, without a password."""
    return remove_password(get_tracking_uri(), get_tracking_uri())


def remove_password(text: str, uri: str) -> str:
    """Remove the user and password of an address from a text that may quote it."""
    netloc = urlsplit(uri).netloc
    return text.replace(netloc, netloc.rpartition("@")[2]) if netloc else text


def _prepare(uri: str) -> None:
    # Make the file of a local store, complete or not at all, or bring an existing one up to date.
    if find_local_folder() is None:
        return
    database = Path(uri.removeprefix(SQLITE))
    if database.exists():
        make_relative(database)
        return
    with replacing(database) as made:
        MlflowClient(f"{SQLITE}{made}").search_experiments()
        make_relative(made)


@contextmanager
def _lock_store() -> Iterator[None]:
    folder = find_local_folder()
    if folder is None:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _find_reason(error: Exception) -> str:
    # The error of a failed request ends in its cause, "… (Caused by NewConnectionError("…: Connection refused"))",
    # which may be nested; that of a failed query ends in the query or in a link to SQLAlchemy's documentation.
    text = re.split(r" \[SQL:| \(Background on", " ".join(remove_password(str(error), get_tracking_uri()).split()))[0]
    cause = re.search(r"Caused by .*\([\"'](?:.*?: )?(.*?)[\"']\)", text)
    return (cause[1] if cause else text)[:300] or type(error).__name__
