"""Files that appear whole or not at all, and their hashes."""

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

# No room, no quota, a file too large for its file system, a file system that is read only: nothing a stage can mend.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


@contextmanager
def replacing(path: Path, *, mark: str | None = None) -> Iterator[Path]:
    """A temporary path beside `path`, for a file or a folder, that takes its place when the block ends well.

    The block creates it. An earlier file or folder at `path` stays until then, and stays if the block fails.

    Args:
        path: where it goes; the folders above it are created.
        mark: of a folder, the file inside by which an earlier one is known as ours; None for a file.

    Raises:
        OutputError: as `require_place`, or there is no room.
    """
    require_place(path, mark)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=f".{path.name[:100]}.", dir=path.parent))
    except OSError as error:
        raise OutputError(f"expected a folder that can be written to, got {error.strerror}: {path.parent}") from None
    try:
        made = workshop / path.name
        yield made
        # Once more: the block may have taken long, and made a folder where nobody said so.
        require_place(path, mark or ("" if made.is_dir() else None))
        _take_place(made, path)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise OutputError(f"expected room for what is written, got {error.strerror}: {path}; make some") from None
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def require_place(path: Path, mark: str | None = None) -> None:
    """Refuse a path at which something lies that is not ours to replace.

    A file may take the place of a file, a folder that of an empty folder or of one that holds `mark`.

    Raises:
        OutputError: something else is there.
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
            raise OutputError(f"expected {expected}, got a folder that would be lost: {path}; name another place")
    elif path.exists() and (mark is not None or not path.is_file()):
        expected, got = ("a folder", "a file") if path.is_file() else ("a file or a folder", "a device or a pipe")
        raise OutputError(f"expected {expected}, got {got}: {path}; name another place")


def _is_replaceable(folder: Path, mark: str) -> bool:
    return (folder / mark).is_file() or not any(folder.iterdir())


def _take_place(made: Path, path: Path) -> None:
    """Move what was made to its path; an earlier folder goes into the workshop, and comes back if that fails."""
    if made.is_file() or not path.is_dir():
        made.replace(path)
        return
    earlier = made.with_name(f".{made.name[:100]}")
    path.replace(earlier)
    try:
        made.replace(path)
    except BaseException:
        earlier.replace(path)
        raise


def write_json(path: Path, value: Any) -> None:
    """Write a JSON value or a dataclass, readable and with a stable order."""
    value = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(value, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        EvidenceError: no such file, or it holds no JSON object.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvidenceError(f"expected a file, found none: {path}; run the stage that makes it") from None
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
    """The SHA-256 of a JSON value, the same whatever its key order and white space."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
