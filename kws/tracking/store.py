"""The store of runs and models: the server in MLFLOW_TRACKING_URI, or else `.mlflow/` in the repository."""

import os
from pathlib import Path

from kws.core.checkout import find_checkout
from kws.tracking.relocation import ARTIFACT_ROOT, ARTIFACTS

SQLITE = "sqlite:///"
_OWN = ".mlflow"

# Address at which `kws ui` serves the local store.
UI_ADDRESS = ("127.0.0.1", 5000)


def get_tracking_uri() -> str:
    """Get the address of the store: MLFLOW_TRACKING_URI, or else a SQLite file in the repository."""
    uri = os.environ.get("MLFLOW_TRACKING_URI") or f"{SQLITE}{_OWN}/mlflow.db"
    database = uri.removeprefix(SQLITE)
    return uri if database == uri else f"{SQLITE}{find_checkout() / database}"


def find_local_folder() -> Path | None:
    """Find the folder of the SQLite file; None if the store is a server."""
    database = get_tracking_uri().removeprefix(SQLITE)
    return None if database == get_tracking_uri() else Path(database).parent


def get_artifact_root() -> str | None:
    """Get the address of the artifacts of a local store; None if the store is a server, which chooses it."""
    return ARTIFACT_ROOT if find_local_folder() else None


def find_local_artifacts() -> Path | None:
    """Find the folder of the artifacts beside the SQLite file; None if the store is a server."""
    folder = find_local_folder()
    return None if folder is None else folder / ARTIFACTS


def make_relative_uri(uri: str) -> str:
    """Make an address fit for reports, which may be moved: a SQLite file by its path in the checkout."""
    database = uri.removeprefix(SQLITE)
    inside = database != uri and Path(database).is_relative_to(find_checkout())
    return f"{SQLITE}{Path(database).relative_to(find_checkout())}" if inside else uri
