"""An address → a file on disk; what a broken connection left is resumed, in the same run or the next."""

import hashlib
import time
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from components.kws.errors import SourceError
from components.kws.progress import byte_bar

ATTEMPTS = 5
_CHUNK_BYTES = 1 << 18
_TIMEOUT_S = (10, 60)
_WITHOUT_NETWORK = "set ingest.archive to the path of a copy, or ingest.source to synthetic"


def download(address: str, folder: Path, *, backoff_s: float = 1.0) -> Path:
    """The file at an http(s) address, kept in `folder` and fetched once.

    Args:
        address: of the file.
        folder: where files are kept; one that is still incomplete ends in `.part`.
        backoff_s: wait before the second attempt, doubled before each further one.

    Raises:
        SourceError: the server cannot be reached, refuses, or broke off in every attempt.
    """
    # Two addresses may end in the same name.
    prefix = hashlib.sha256(address.encode()).hexdigest()[:8]
    path = folder / f"{prefix}-{PurePosixPath(urlsplit(address).path).name}"
    if path.is_file():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _fetch_rest(address, part)
        except requests.HTTPError as error:
            answer = f"{error.response.status_code} {error.response.reason}"
            raise SourceError(f"expected an archive, got {answer}: {address}; {_WITHOUT_NETWORK}") from None
        except (requests.RequestException, HTTPError) as error:
            if attempt == ATTEMPTS or not part.exists():
                raise SourceError(_gave_up(address, part, error)) from None
            time.sleep(backoff_s * 2 ** (attempt - 1))
        else:
            break
    return part.replace(path)


def _fetch_rest(address: str, part: Path) -> None:
    """Append to `part` what it lacks, or write it anew where the server cannot begin in the middle."""
    size = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={size}-"} if size else {})
    with requests.get(address, headers=headers, stream=True, timeout=_TIMEOUT_S) as response:
        content_range = response.headers.get("Content-Range", "")
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            if content_range == f"bytes */{size}":
                return
            part.write_bytes(b"")
            raise requests.ConnectionError("had more than the server has")
        response.raise_for_status()
        resumed = size > 0 and content_range.startswith(f"bytes {size}-")
        _write(response, part, size if resumed else 0)


def _write(response: requests.Response, part: Path, start: int) -> None:
    length = int(response.headers["Content-Length"]) if "Content-Length" in response.headers else None
    total = None if length is None else start + length
    with part.open("ab" if start else "wb") as file, byte_bar() as bar:
        task = bar.add_task("download", total=total, completed=start)
        # Not decoded: a server may call a .gz file gzip-encoded, and its bytes are what the length and hash are of.
        for chunk in response.raw.stream(_CHUNK_BYTES, decode_content=False):
            file.write(chunk)
            bar.advance(task, len(chunk))
    if total not in (None, part.stat().st_size):
        raise requests.ConnectionError(f"ended before {total} bytes")


def _gave_up(address: str, part: Path, error: Exception) -> str:
    if not part.exists():
        return f"expected an archive, cannot reach its server ({type(error).__name__}): {address}; {_WITHOUT_NETWORK}"
    return (
        f"expected a whole archive, the connection broke off {ATTEMPTS} times ({type(error).__name__}): {address}; "
        f"run again to go on after {part.stat().st_size} bytes, or {_WITHOUT_NETWORK}"
    )
