"""Relative addresses in the local store, so that a checkout can be moved and copied."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kws.core.errors import TrackingError

# MLflow's own scheme, which a server started on this store understands too.
ARTIFACT_ROOT = "mlflow-artifacts:/"
ARTIFACTS = "artifacts"

# Tables and columns of MLflow that hold the address of a file or folder.
_COLUMNS = (
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
    ("model_versions", "source"),
    ("model_versions", "storage_location"),
)


def make_relative(database: Path) -> None:
    """Make absolute addresses in a store relative; stores of an earlier version have them.

    Args:
        database: MLflow's SQLite file, with the artifacts beside it.

    Raises:
        TrackingError: the artifacts are not beside the database.
    """
    with closing(sqlite3.connect(database)) as connection, connection:
        for root in _find_absolute_roots(connection):
            _require_here(connection, root, database.parent / ARTIFACTS)
            for table, column in _COLUMNS:
                connection.execute(
                    f"UPDATE {table} SET {column} = ? || substr({column}, ?) WHERE substr({column}, 1, ?) = ?",
                    (ARTIFACT_ROOT, len(root) + 2, len(root) + 1, f"{root}/"),
                )
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (ARTIFACT_ROOT, root))


def _find_absolute_roots(connection: sqlite3.Connection) -> list[str]:
    # The addresses of the folders that hold the store's artifacts, according to its experiments.
    locations = connection.execute("SELECT artifact_location FROM experiments").fetchall()
    roots = {_find_root(location.rstrip("/")) for (location,) in locations if location.startswith(("file:", "/"))}
    own = [root for root in roots if root.endswith(f"/{ARTIFACTS}")]
    # MLflow's default experiment, if it has no runs.
    unused = [root for root in roots if root.endswith("/mlruns") and not _list_runs_below(connection, root)]
    return own + unused


def _find_root(location: str) -> str:
    # An experiment's artifacts are in the root itself, or in a folder below it named by the experiment's number.
    head, _, last = location.rpartition("/")
    return head if last.isdigit() else location


def _list_runs_below(connection: sqlite3.Connection, root: str) -> list[str]:
    # The paths of the runs' artifacts below a root.
    below = f"{root}/"
    found = connection.execute(
        "SELECT artifact_uri FROM runs WHERE substr(artifact_uri, 1, ?) = ?", (len(below), below)
    )
    return [unquote(uri.removeprefix(below)) for (uri,) in found]


def _require_here(connection: sqlite3.Connection, root: str, here: Path) -> None:
    # Not every run must have a folder: records of the ledger have no artifacts.
    runs = _list_runs_below(connection, root)
    if runs and not any((here / path).is_dir() for path in runs):
        raise TrackingError(
            f"expected the artifacts of this store in {here}, found none for its {len(runs)} runs, which name "
            f"{unquote(urlsplit(root).path)}; copy that folder here, or move {here.parent} away to begin a new store"
        )
