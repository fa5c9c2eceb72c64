"""A cache of file hashes: a file whose size, times and inode are unchanged is not read again."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kws.core.checkout import find_checkout
from kws.core.files import replacing, sha256_of, sha256_of_json
from kws.core.progress import show_progress

# The coarsest clock of a file system: within it, a file may change while its times stay the same.
_CLOCK_NS = 2_000_000_000

Stamp = list[int]
# Stamp and hash by the file's absolute path.
Entries = dict[str, tuple[Stamp, str]]


def hash_files(paths: Sequence[Path], source: Path) -> list[str]:
    """Hash each file: the SHA-256, in hexadecimal.

    Args:
        paths: the files.
        source: the folder or file that they belong to; each source has a cache of its own.

    Raises:
        OSError: a file cannot be read.
    """
    cache = find_checkout() / ".cache" / "fingerprints" / f"{sha256_of_json(str(source.absolute()))[:16]}.json"
    entries, here = _read(cache), Path.cwd()
    # Path.absolute would take longer than the stat of the file.
    keys = [str(path) if path.is_absolute() else f"{here}/{path}" for path in paths]
    stamps = dict(zip(keys, map(_stamp, paths), strict=True))
    unchanged = {key: entries[key] for key, stamp in stamps.items() if key in entries and entries[key][0] == stamp}
    stale = [key for key in stamps if key not in unchanged]
    hashes = dict(zip(stale, map(_hash, show_progress(stale, "hash", len(stale))), strict=True))
    cacheable = unchanged | {key: (stamp, sha256) for key, (stamp, sha256) in hashes.items() if stamp is not None}
    if cacheable != entries:
        _write(cache, cacheable)
    return [(hashes.get(key) or unchanged[key])[1] for key in keys]


def _stamp(path: Path) -> Stamp:
    """The size, times and inode of a file; its change time is the one that no program can set."""
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


def _hash(key: str) -> tuple[Stamp | None, str]:
    """A file's stamp and hash; the stamp is None if the file changed too recently for it to be reliable."""
    path, now_ns = Path(key), time.time_ns()
    stamp = _stamp(path)
    sha256 = sha256_of(path)
    _, modified_ns, changed_ns, _ = stamp
    is_stable = all(abs(now_ns - then_ns) > _CLOCK_NS for then_ns in (modified_ns, changed_ns))
    return (stamp if is_stable and _stamp(path) == stamp else None), sha256


def _read(cache: Path) -> Entries:
    """Read the cache; empty if its file is damaged or missing."""
    try:
        entries = json.loads(cache.read_text(encoding="utf-8")).items()
        return {key: _parse_entry(stamp, sha256) for key, (stamp, sha256) in entries}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _parse_entry(stamp: Any, sha256: Any) -> tuple[Stamp, str]:
    if not isinstance(stamp, list) or not isinstance(sha256, str):
        raise TypeError("not a stamp and a hash")
    return stamp, sha256


def _write(cache: Path, entries: Entries) -> None:
    with replacing(cache) as temporary:
        temporary.write_text(json.dumps(entries), encoding="utf-8")
