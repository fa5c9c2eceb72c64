"""Files that appear whole or not at all, and their hashes."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from components.kws.errors import EvidenceError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`, for a file or a folder, that takes its place when the block ends well.

    The block creates it. An earlier file or folder at `path` stays until then, and stays if the block fails.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        made = workshop / path.name
        yield made
        if path.is_dir() and made.exists():
            path.replace(workshop / "replaced")
        made.replace(path)
    finally:
        shutil.rmtree(workshop)


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
