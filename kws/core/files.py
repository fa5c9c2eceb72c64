"""Files that are written whole or not at all, and their hashes."""

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from kws.core.errors import EvidenceError, OutputError

# Disk full, quota exceeded, file too large, file system read-only: nothing that a stage can fix.
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


@contextmanager
def replacing(path: Path, *, mark: str | None = None) -> Iterator[Path]:
    """A temporary path beside `path`, for a file or a folder, which replaces `path` when the block succeeds.

    The block creates the file or folder. Whatever was at `path` stays until then, and stays if the block fails.

    Args:
        path: the destination; the folders above it are created.
        mark: for a folder, the name of a file in it that shows that an earlier one is ours; None for a file.

    Raises:
        OutputError: as `require_replaceable`, or the disk is full.
    """
    require_replaceable(path, mark)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        workspace = Path(tempfile.mkdtemp(prefix=f".{path.name[:100]}.", dir=path.parent))
    except OSError as error:
        raise OutputError(f"expected a folder that can be written to, got {error.strerror}: {path.parent}") from None
    try:
        new = workspace / path.name
        yield new
        # Again: the block may have run long, and have created a folder although no `mark` announced one.
        require_replaceable(path, mark or ("" if new.is_dir() else None))
        _move_into_place(new, path)
    except OSError as error:
        if error.errno not in _NO_SPACE:
            raise
        raise OutputError(f"expected space on the disk, got {error.strerror}: {path}; free some space") from None
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def require_replaceable(path: Path, mark: str | None = None) -> None:
    """Refuse a path that holds something that is not ours to replace.

    A file may replace a file; a folder may replace an empty folder or one that holds `mark`.

    Raises:
        OutputError: the path holds something else.
    """
    if not path.name:
        raise OutputError(f"expected a path that ends in a name, got {path}")
    if not os.path.lexists(path):
        return
    if path.is_dir():
        if mark is None or not _is_replaceable(path, mark):
            expected = (
                f"an empty folder or one with {mark}" if mark else "a file" if mark is None else "an empty folder"
            )
            raise OutputError(f"expected {expected}, got a folder that would be lost: {path}; choose another path")
    elif path.exists() and (mark is not None or not path.is_file()):
        expected, got = ("a folder", "a file") if path.is_file() else ("a file or a folder", "a device or a pipe")
        raise OutputError(f"expected {expected}, got {got}: {path}; choose another path")


def _is_replaceable(folder: Path, mark: str) -> bool:
    return (folder / mark).is_file() or not any(folder.iterdir())


def _move_into_place(new: Path, path: Path) -> None:
    """Move a new file or folder to its path; an earlier folder waits in the workspace and is restored on failure."""
    if new.is_file() or not path.is_dir():
        new.replace(path)
        return
    earlier = new.with_name(f".{new.name[:100]}")
    path.replace(earlier)
    try:
        new.replace(path)
    except BaseException:
        earlier.replace(path)
        raise


def write_json(path: Path, value: Any) -> None:
    """Write a JSON value or a dataclass, indented and with a stable key order."""
    value = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(value, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        EvidenceError: the file is missing or holds no JSON object.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvidenceError(f"expected a file, found none: {path}; run the stage that writes it") from None
    except OSError as error:
        raise EvidenceError(f"expected a file, got {error.strerror}: {path}") from None
    except ValueError as error:
        raise EvidenceError(f"expected JSON, got {error}: {path}") from None
    if not isinstance(value, dict):
        raise EvidenceError(f"expected a JSON object, got {type(value).__name__}: {path}")
    return value


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    # hashlib.file_digest is not in Python 3.10, which a device may have.
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def sha256_of_json(value: Any) -> str:
    """The SHA-256 of a JSON value, independent of key order and white space."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
