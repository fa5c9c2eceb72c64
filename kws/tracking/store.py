"""Where runs and models are kept: the server that MLFLOW_TRACKING_URI names, else `.mlflow/` in the repository."""

import os
from pathlib import Path

from kws.core import checkout
from kws.tracking.relocation import ARTIFACT_ROOT, ARTIFACTS

SQLITE = "sqlite:///"
_OWN = ".mlflow"

# Where `kws ui` shows what is kept in the repository.
UI_ADDRESS = ("127.0.0.1", 5000)

# The checkout that holds them.
repository = checkout.find_checkout


def tracking_uri() -> str:
    """The address for MLflow: MLFLOW_TRACKING_URI, else a SQLite file in the repository."""
    uri = os.environ.get("MLFLOW_TRACKING_URI") or f"{SQLITE}{_OWN}/mlflow.db"
    database = uri.removeprefix(SQLITE)
    return uri if database == uri else f"{SQLITE}{repository() / database}"


def local_folder() -> Path | None:
    """The folder of the SQLite file, None where a server keeps the runs."""
    database = tracking_uri().removeprefix(SQLITE)
    return None if database == tracking_uri() else Path(database).parent


def artifact_root() -> str | None:
    """The address of the artifacts beside the SQLite file, None where a server says where they go."""
    return ARTIFACT_ROOT if local_folder() else None


def local_artifacts() -> Path | None:
    """The folder of the artifacts beside the SQLite file, None where a server keeps them."""
    folder = local_folder()
    return None if folder is None else folder / ARTIFACTS


def relative_to_checkout(uri: str) -> str:
    """An address of the store as a report may carry it to another place: a SQLite file by its path in the checkout."""
    database = uri.removeprefix(SQLITE)
    inside = database != uri and Path(database).is_relative_to(repository())
    return f"{SQLITE}{Path(database).relative_to(repository())}" if inside else uri
