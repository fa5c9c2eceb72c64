"""Downloads that are kept, refreshed when the server has another version, and resumed if the connection breaks."""

import hashlib
import sys
import time
from dataclasses import astuple, dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from components.ingest.recording import SourceAwayError
from kws.core.errors import EvidenceError, SourceError
from kws.core.files import read_json, write_json
from kws.core.progress import make_byte_bar

ATTEMPTS = 5
_CHUNK_BYTES = 1 << 18
_TIMEOUT_S = (10, 60)
# The bytes themselves: a compressed form has another ETag and length.
_PLAIN = {"Accept-Encoding": "identity"}
# Answers to HEAD of some servers, and of addresses that are signed for GET only.
_NO_HEAD = (requests.codes.forbidden, requests.codes.not_allowed, requests.codes.not_implemented)
_ADVICE = "set ingest.archive to the path of a copy, or ingest.source to synthetic"


@dataclass(frozen=True)
class FileVersion:
    """The version of a file on a server; null for what the server does not tell.

    Attributes:
        etag, last_modified: the headers ETag and Last-Modified.
        length: length of the whole file, in bytes.
    """

    etag: str | None
    last_modified: str | None
    length: int | None

    @classmethod
    def from_response(cls, response: requests.Response) -> "FileVersion":
        """The version in a response, whether of the whole file or of a range."""
        headers = response.headers
        _, _, total = headers.get("Content-Range", "").partition("/")
        length = total if "Content-Range" in headers else headers.get("Content-Length", "")
        return cls(headers.get("ETag"), headers.get("Last-Modified"), int(length) if length.isdecimal() else None)

    def agrees(self, other: "FileVersion") -> bool:
        """Whether the two are equal in everything that both tell."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return all(mine == theirs for mine, theirs in pairs if None not in (mine, theirs))

    @property
    def if_range(self) -> dict[str, str]:
        """The header that makes a server resume this version, and send any other version whole."""
        is_strong = self.etag is not None and not self.etag.startswith("W/")
        validator = self.etag if is_strong else self.last_modified
        return {"If-Range": validator} if validator else {}


def fetch_version(address: str) -> FileVersion:
    """Ask the server for the current version of the file at an http(s) address.

    Raises:
        SourceAwayError: the server cannot be reached or fails.
        SourceError: the server refuses.
    """
    try:
        response = requests.head(address, headers=_PLAIN, allow_redirects=True, timeout=_TIMEOUT_S)
        if response.status_code in _NO_HEAD:
            # Closed before the content is sent.
            with requests.get(address, headers=_PLAIN, stream=True, timeout=_TIMEOUT_S) as response:
                response.raise_for_status()
        response.raise_for_status()
    except requests.HTTPError as error:
        raise _refusal_error(address, error) from None
    except requests.RequestException as error:
        raise _unreachable_error(address, error) from None
    return FileVersion.from_response(response)


def download(address: str, folder: Path, *, pinned: bool = False, backoff_s: float = 1.0) -> Path:
    """Download the file at an http(s) address, once per version.

    Args:
        address: address of the file.
        folder: folder that keeps the files, each with its version beside it; an incomplete one ends in `.part`.
        pinned: whether the caller knows the hash: then a kept file is used without asking the server.
        backoff_s: wait before the second attempt, doubled before each further one.

    Returns:
        path of the kept file.

    Raises:
        SourceAwayError: the server cannot be reached, and no file is kept.
        SourceError: the server refuses, or the connection broke in every attempt.
    """
    # The hash of the address, as two addresses may end in the same name.
    prefix = hashlib.sha256(address.encode()).hexdigest()[:8]
    path = folder / f"{prefix}-{PurePosixPath(urlsplit(address).path).name}"
    if pinned and path.is_file():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _download_newest(address, path, part)
        except requests.HTTPError as error:
            return _fall_back_to_kept(path, _refusal_error(address, error))
        except (requests.RequestException, HTTPError) as error:
            if not part.exists():
                return _fall_back_to_kept(path, _unreachable_error(address, error))
            if attempt == ATTEMPTS:
                raise _broken_error(address, part, error) from None
            time.sleep(backoff_s * 2 ** (attempt - 1))
    raise AssertionError("the last attempt returns or raises")


def _fall_back_to_kept(path: Path, error: SourceError) -> Path:
    """Return the kept file if the server is away; else raise the error."""
    if not isinstance(error, SourceAwayError) or not path.is_file():
        raise error from None
    print(f"{error}: taken as before", file=sys.stderr)
    return path


def _download_newest(address: str, path: Path, part: Path) -> Path:
    """Return `path`, downloaded anew by way of `part` if the server has another version."""
    started = _read_version(part) if part.exists() else None
    size = part.stat().st_size if started else 0
    headers = _PLAIN | ({"Range": f"bytes={size}-", **started.if_range} if started and size else {})
    with requests.get(address, headers=headers, stream=True, timeout=_TIMEOUT_S) as response:
        if response.status_code != requests.codes.requested_range_not_satisfiable:
            response.raise_for_status()
        version = FileVersion.from_response(response)
        if path.is_file() and (_read_version(path) or FileVersion(None, None, path.stat().st_size)).agrees(version):
            return path
        _complete_part(response, part, size if started and started.agrees(version) else 0)
    # In this order: a new file beside the old version is only downloaded again, never taken for another one.
    part.replace(path)
    _version_path(part).replace(_version_path(path))
    return path


def _complete_part(response: requests.Response, part: Path, size: int) -> None:
    """Append the rest to `part` after `size` bytes, or write it anew if the server sends the whole file."""
    content_range = response.headers.get("Content-Range", "")
    if size and content_range == f"bytes */{size}":
        return
    resumed = size > 0 and content_range.startswith(f"bytes {size}-")
    if not resumed:
        part.write_bytes(b"")
        if content_range:
            raise requests.ConnectionError("has another version than the one started")
        write_json(_version_path(part), FileVersion.from_response(response))
    _append(response, part, size if resumed else 0)


def _append(response: requests.Response, part: Path, start: int) -> None:
    length = int(response.headers["Content-Length"]) if "Content-Length" in response.headers else None
    total = None if length is None else start + length
    with part.open("ab") as file, make_byte_bar() as bar:
        task = bar.add_task("download", total=total, completed=start)
        # Not decoded: a server may call a .gz file gzip-encoded, but the length and hash are those of its bytes.
        for chunk in response.raw.stream(_CHUNK_BYTES, decode_content=False):
            file.write(chunk)
            bar.advance(task, len(chunk))
    if total not in (None, part.stat().st_size):
        raise requests.ConnectionError(f"ended before {total} bytes")


def _version_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _read_version(path: Path) -> FileVersion | None:
    """Read the version of a kept file; None if it is unknown."""
    try:
        return FileVersion(**read_json(_version_path(path)))
    except (EvidenceError, TypeError):
        return None


def _refusal_error(address: str, error: requests.HTTPError) -> SourceError:
    status = error.response.status_code
    kind = SourceAwayError if status >= requests.codes.server_error else SourceError
    return kind(f"expected an archive, got {status} {error.response.reason}: {address}; {_ADVICE}")


def _unreachable_error(address: str, error: Exception) -> SourceAwayError:
    reason = f"cannot reach its server ({type(error).__name__})"
    return SourceAwayError(f"expected an archive, {reason}: {address}; {_ADVICE}")


def _broken_error(address: str, part: Path, error: Exception) -> SourceError:
    return SourceError(
        f"expected a whole archive, the connection broke {ATTEMPTS} times ({type(error).__name__}): {address}; "
        f"run again to resume after {part.stat().st_size} bytes, or {_ADVICE}"
    )
