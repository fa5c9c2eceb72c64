"""Hashes of files, remembered: a file whose size, times and inode stand is not read again."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kws.core.checkout import find_checkout
from kws.core.files import replacing, sha256_of, sha256_of_json
from kws.core.progress import show_progress

# As coarse as the clock of any file system: within it a file may change and its times stay the same.
_CLOCK_NS = 2_000_000_000

Stamp = list[int]
# By a file's absolute path, its stamp and hash.
Known = dict[str, tuple[Stamp, str]]


def file_hashes(paths: Sequence[Path], source: Path) -> list[str]:
    """The SHA-256 of each file, in hexadecimal.

    Args:
        paths: of the files.
        source: the folder or file that they are of; what is remembered of one source is kept apart from the next.

    Raises:
        OSError: a file cannot be read.
    """
    memory = find_checkout() / ".cache" / "fingerprints" / f"{sha256_of_json(str(source.absolute()))[:16]}.json"
    known, here = _read(memory), Path.cwd()
    # Path.absolute takes longer than to look at the file.
    keys = [str(path) if path.is_absolute() else f"{here}/{path}" for path in paths]
    stamps = dict(zip(keys, map(_stamp, paths), strict=True))
    standing = {key: known[key] for key, stamp in stamps.items() if key in known and known[key][0] == stamp}
    unread = [key for key in stamps if key not in standing]
    hashed = dict(zip(unread, map(_hash, show_progress(unread, "hash", len(unread))), strict=True))
    remembered = standing | {key: (stamp, sha256) for key, (stamp, sha256) in hashed.items() if stamp is not None}
    if remembered != known:
        _write(memory, remembered)
    return [(hashed.get(key) or standing[key])[1] for key in keys]


def _stamp(path: Path) -> Stamp:
    """What changes with a file; the time of the last change to the inode is the one that nobody can set."""
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


def _hash(key: str) -> tuple[Stamp | None, str]:
    """A file's stamp, None where it does not yet speak for the content, and its hash."""
    path, now_ns = Path(key), time.time_ns()
    stamp = _stamp(path)
    sha256 = sha256_of(path)
    _, modified_ns, changed_ns, _ = stamp
    is_old = all(abs(now_ns - then_ns) > _CLOCK_NS for then_ns in (modified_ns, changed_ns))
    return (stamp if is_old and _stamp(path) == stamp else None), sha256


def _read(memory: Path) -> Known:
    """What is remembered; nothing, if the file is damaged or was never written."""
    try:
        entries = json.loads(memory.read_text(encoding="utf-8")).items()
        return {key: _entry(stamp, sha256) for key, (stamp, sha256) in entries}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _entry(stamp: Any, sha256: Any) -> tuple[Stamp, str]:
    if not isinstance(stamp, list) or not isinstance(sha256, str):
        raise TypeError("not a stamp and a hash")
    return stamp, sha256


def _write(memory: Path, known: Known) -> None:
    with replacing(memory) as temporary:
        temporary.write_text(json.dumps(known), encoding="utf-8")
