"""Where runs and models are kept: the server that MLFLOW_TRACKING_URI names, else `.mlflow/` in the repository."""

import os
from pathlib import Path

from components.kws import checkout

_SQLITE = "sqlite:///"
_OWN, _ARTIFACTS = ".mlflow", "artifacts"

# Where `kws ui` shows what is kept in the repository.
UI_ADDRESS = ("127.0.0.1", 5000)

# The checkout that holds them.
repository = checkout.repository


def tracking_uri() -> str:
    """The address for MLflow: MLFLOW_TRACKING_URI, else a SQLite file in the repository."""
    uri = os.environ.get("MLFLOW_TRACKING_URI") or f"{_SQLITE}{_OWN}/mlflow.db"
    database = uri.removeprefix(_SQLITE)
    return uri if database == uri else f"{_SQLITE}{repository() / database}"


def local_folder() -> Path | None:
    """The folder of the SQLite file, None where a server keeps the runs."""
    database = tracking_uri().removeprefix(_SQLITE)
    return None if database == tracking_uri() else Path(database).parent


def artifact_root() -> str | None:
    """The address of the artifacts beside the SQLite file, None where a server says where they go."""
    folder = local_folder()
    return None if folder is None else (folder / _ARTIFACTS).as_uri()


def own_artifacts() -> Path:
    """The folder of the artifacts in the repository, whatever MLFLOW_TRACKING_URI names."""
    return repository() / _OWN / _ARTIFACTS
