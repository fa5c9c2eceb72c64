"""Addresses in the embedded store: relative to its folder, so that a checkout can be moved and copied."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kws.core.errors import TrackingError

# Of MLflow's own scheme: a server that is started on the store takes it as well.
ARTIFACT_ROOT = "mlflow-artifacts:/"
ARTIFACTS = "artifacts"

# Where MLflow's tables have the address of a file or of a folder.
_COLUMNS = (
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
    ("model_versions", "source"),
    ("model_versions", "storage_location"),
)


def make_relative(database: Path) -> None:
    """Make the addresses of a store relative that name a place by its path on this or another machine.

    A store of an earlier version has such ones. Nothing changes if there are none.

    Args:
        database: MLflow's SQLite file; the artifacts lie beside it.

    Raises:
        TrackingError: the artifacts are somewhere else.
    """
    with closing(sqlite3.connect(database)) as connection, connection:
        for root in _absolute_roots(connection):
            _require_here(connection, root, database.parent / ARTIFACTS)
            for table, column in _COLUMNS:
                connection.execute(
                    f"UPDATE {table} SET {column} = ? || substr({column}, ?) WHERE substr({column}, 1, ?) = ?",
                    (ARTIFACT_ROOT, len(root) + 2, len(root) + 1, f"{root}/"),
                )
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (ARTIFACT_ROOT, root))


def _absolute_roots(connection: sqlite3.Connection) -> list[str]:
    """The addresses under which a store has its own artifacts, as its experiments say."""
    locations = connection.execute("SELECT artifact_location FROM experiments").fetchall()
    roots = {_root_of(location.rstrip("/")) for (location,) in locations if location.startswith(("file:", "/"))}
    own = [root for root in roots if root.endswith(f"/{ARTIFACTS}")]
    # MLflow's own first experiment, in which nobody has a run.
    unused = [root for root in roots if root.endswith("/mlruns") and not _runs_below(connection, root)]
    return own + unused


def _root_of(location: str) -> str:
    """The root of an experiment's artifacts: its location, or above that if it is named by the experiment's number."""
    head, _, last = location.rpartition("/")
    return head if last.isdigit() else location


def _runs_below(connection: sqlite3.Connection, root: str) -> list[str]:
    """Where the runs have their artifacts, as paths below a root."""
    below = f"{root}/"
    found = connection.execute(
        "SELECT artifact_uri FROM runs WHERE substr(artifact_uri, 1, ?) = ?", (len(below), below)
    )
    return [unquote(uri.removeprefix(below)) for (uri,) in found]


def _require_here(connection: sqlite3.Connection, root: str, here: Path) -> None:
    missing = [path for path in _runs_below(connection, root) if not (here / path).is_dir()]
    if missing:
        raise TrackingError(
            f"expected the artifacts of this store in {here}, found none of {len(missing)} runs: it names "
            f"{unquote(urlsplit(root).path)}; copy what is there, or move {here.parent} away to begin a new store"
        )
