"""An address → a file on disk, of the version that the server has; what a broken connection left is resumed."""

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
# The bytes as they are: a compressed form has another tag and length.
_PLAIN = {"Accept-Encoding": "identity"}
# What some servers, and addresses that are signed for GET alone, answer to HEAD.
_NO_HEAD = (requests.codes.forbidden, requests.codes.not_allowed, requests.codes.not_implemented)
_WITHOUT_NETWORK = "set ingest.archive to the path of a copy, or ingest.source to synthetic"


@dataclass(frozen=True)
class Version:
    """What a server says of a file, null what it does not: two versions differ in one of these.

    Attributes:
        etag, last_modified: the headers ETag and Last-Modified.
        length: of the whole file, in bytes.
    """

    etag: str | None
    last_modified: str | None
    length: int | None

    @classmethod
    def of(cls, response: requests.Response) -> "Version":
        """What an answer, whole or from the middle, says."""
        headers = response.headers
        _, _, total = headers.get("Content-Range", "").partition("/")
        length = total if "Content-Range" in headers else headers.get("Content-Length", "")
        return cls(headers.get("ETag"), headers.get("Last-Modified"), int(length) if length.isdecimal() else None)

    def agrees(self, other: "Version") -> bool:
        """Whether nothing that both say differs."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return all(mine == theirs for mine, theirs in pairs if None not in (mine, theirs))

    @property
    def if_range(self) -> dict[str, str]:
        """The header with which a server begins in the middle of this version and of no other."""
        is_strong = self.etag is not None and not self.etag.startswith("W/")
        validator = self.etag if is_strong else self.last_modified
        return {"If-Range": validator} if validator else {}


def look(address: str) -> Version:
    """What the server says of the file at an http(s) address now.

    Raises:
        SourceAwayError: the server cannot be reached or has an error of its own.
        SourceError: it refuses.
    """
    try:
        response = requests.head(address, headers=_PLAIN, allow_redirects=True, timeout=_TIMEOUT_S)
        if response.status_code in _NO_HEAD:
            # Closed before the file comes.
            with requests.get(address, headers=_PLAIN, stream=True, timeout=_TIMEOUT_S) as response:
                response.raise_for_status()
        response.raise_for_status()
    except requests.HTTPError as error:
        raise _refusal(address, error) from None
    except requests.RequestException as error:
        raise _no_server(address, error) from None
    return Version.of(response)


def download(address: str, folder: Path, *, pinned: bool = False, backoff_s: float = 1.0) -> Path:
    """The file at an http(s) address, kept in `folder` and fetched once per version.

    Args:
        address: of the file.
        folder: where files are kept, the version of each beside it; one that is incomplete ends in `.part`.
        pinned: whether the caller knows its hash: then one that is kept is taken without asking the server.
        backoff_s: wait before the second attempt, doubled before each further one.

    Raises:
        SourceAwayError: the server cannot be reached, and nothing is kept.
        SourceError: it refuses, or broke off in every attempt.
    """
    # Two addresses may end in the same name.
    prefix = hashlib.sha256(address.encode()).hexdigest()[:8]
    path = folder / f"{prefix}-{PurePosixPath(urlsplit(address).path).name}"
    if pinned and path.is_file():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _newest(address, path, part)
        except requests.HTTPError as error:
            return _kept(path, _refusal(address, error))
        except (requests.RequestException, HTTPError) as error:
            if not part.exists():
                return _kept(path, _no_server(address, error))
            if attempt == ATTEMPTS:
                raise _broken(address, part, error) from None
            time.sleep(backoff_s * 2 ** (attempt - 1))
    raise AssertionError("the last attempt returns or raises")


def _kept(path: Path, error: SourceError) -> Path:
    """The file that is kept, if the server is away; else the error."""
    if not isinstance(error, SourceAwayError) or not path.is_file():
        raise error from None
    print(f"{error}: taken as before", file=sys.stderr)
    return path


def _newest(address: str, path: Path, part: Path) -> Path:
    """`path`, after it was replaced if the server has another version; by way of `part`."""
    begun = _version(part) if part.exists() else None
    size = part.stat().st_size if begun else 0
    headers = _PLAIN | ({"Range": f"bytes={size}-", **begun.if_range} if begun and size else {})
    with requests.get(address, headers=headers, stream=True, timeout=_TIMEOUT_S) as response:
        if response.status_code != requests.codes.requested_range_not_satisfiable:
            response.raise_for_status()
        version = Version.of(response)
        if path.is_file() and (_version(path) or Version(None, None, path.stat().st_size)).agrees(version):
            return path
        _complete(response, part, size if begun and begun.agrees(version) else 0)
    # In this order: a file beside another's version is fetched again, and never taken for what it is not.
    part.replace(path)
    _beside(part).replace(_beside(path))
    return path


def _complete(response: requests.Response, part: Path, size: int) -> None:
    """Append to `part` what it lacks after `size` bytes, or write it anew where the server begins at the start."""
    content_range = response.headers.get("Content-Range", "")
    if size and content_range == f"bytes */{size}":
        return
    resumed = size > 0 and content_range.startswith(f"bytes {size}-")
    if not resumed:
        part.write_bytes(b"")
        if content_range:
            raise requests.ConnectionError("has another version than the one begun")
        write_json(_beside(part), Version.of(response))
    _append(response, part, size if resumed else 0)


def _append(response: requests.Response, part: Path, start: int) -> None:
    length = int(response.headers["Content-Length"]) if "Content-Length" in response.headers else None
    total = None if length is None else start + length
    with part.open("ab") as file, make_byte_bar() as bar:
        task = bar.add_task("download", total=total, completed=start)
        # Not decoded: a server may call a .gz file gzip-encoded, and its bytes are what the length and hash are of.
        for chunk in response.raw.stream(_CHUNK_BYTES, decode_content=False):
            file.write(chunk)
            bar.advance(task, len(chunk))
    if total not in (None, part.stat().st_size):
        raise requests.ConnectionError(f"ended before {total} bytes")


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _version(path: Path) -> Version | None:
    """The version of a file that is kept, None if it is not known."""
    try:
        return Version(**read_json(_beside(path)))
    except (EvidenceError, TypeError):
        return None


def _refusal(address: str, error: requests.HTTPError) -> SourceError:
    status = error.response.status_code
    kind = SourceAwayError if status >= requests.codes.server_error else SourceError
    return kind(f"expected an archive, got {status} {error.response.reason}: {address}; {_WITHOUT_NETWORK}")


def _no_server(address: str, error: Exception) -> SourceAwayError:
    reason = f"cannot reach its server ({type(error).__name__})"
    return SourceAwayError(f"expected an archive, {reason}: {address}; {_WITHOUT_NETWORK}")


def _broken(address: str, part: Path, error: Exception) -> SourceError:
    return SourceError(
        f"expected a whole archive, the connection broke off {ATTEMPTS} times ({type(error).__name__}): {address}; "
        f"run again to go on after {part.stat().st_size} bytes, or {_WITHOUT_NETWORK}"
    )
