"""Downloads from a real server on loopback that can break the connection, ignore ranges and refuse."""

import gzip
import os
import socket
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from components.ingest.download import ATTEMPTS, FileVersion, download, fetch_version
from components.ingest.recording import SourceAwayError
from kws.core.errors import SourceError

CONTENT = os.urandom(1_000_000)


class Server(ThreadingHTTPServer):
    """Serves CONTENT.

    Attributes:
        cuts: after how many bytes each of the next answers breaks off.
        ranges: whether it can begin in the middle.
        sized: whether it says how long the answer is.
        encoding: what it claims the content to be encoded with.
        status: what it answers.
        content: the file.
        validators: headers that say which version of it that is.
        head: what it answers to HEAD, None for the headers of the file.
        requests: the Range header of each GET.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.cuts: list[int] = []
        self.ranges = self.sized = True
        self.encoding: str | None = None
        self.status = HTTPStatus.OK
        self.content = CONTENT
        self.validators: dict[str, str] = {}
        self.head: HTTPStatus | None = None
        self.requests: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/files/archive.tar.gz?version=1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        status = self.server.head or self.server.status
        if status != HTTPStatus.OK:
            self.send_error(status)
            return
        self._headers(0)

    def do_GET(self) -> None:
        self.server.requests.append(self.headers.get("Range"))
        if self.server.status != HTTPStatus.OK:
            self.send_error(self.server.status)
            return
        content, start = self.server.content, self._start()
        if start >= len(content):
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._headers(start)
        rest = content[start:]
        cut = self.server.cuts.pop(0) if self.server.cuts else len(rest)
        self.wfile.write(rest[:cut])
        self.close_connection = True

    def _start(self) -> int:
        wish, condition = self.headers.get("Range"), self.headers.get("If-Range")
        holds = condition is None or condition in self.server.validators.values()
        return int(wish.removeprefix("bytes=").rstrip("-")) if wish and holds and self.server.ranges else 0

    def _headers(self, start: int) -> None:
        content = self.server.content
        self.send_response(HTTPStatus.PARTIAL_CONTENT if start else HTTPStatus.OK)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if self.server.sized:
            self.send_header("Content-Length", str(len(content) - start))
        if self.server.encoding:
            self.send_header("Content-Encoding", self.server.encoding)
        for name, value in self.server.validators.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


def beside(path: Path) -> Path:
    """The file that keeps the version of a download."""
    return path.with_name(f"{path.name}.json")


def fetched(server: Server, folder: Path) -> Path:
    return download(server.address, folder, backoff_s=0.001)


def test_a_file_is_downloaded_under_its_name(server: Server, tmp_path: Path) -> None:
    path = fetched(server, tmp_path / "downloads")

    assert path.read_bytes() == CONTENT
    assert path.name.endswith("-archive.tar.gz")
    assert sorted(path.parent.iterdir()) == [path, beside(path)]


def test_a_file_is_written_once(server: Server, tmp_path: Path) -> None:
    written = fetched(server, tmp_path).stat()

    assert fetched(server, tmp_path).stat() == written


def test_a_kept_file_of_known_hash_is_used_without_asking(server: Server, tmp_path: Path) -> None:
    path = fetched(server, tmp_path)

    assert download(server.address, tmp_path, pinned=True) == path
    assert server.requests == [None]


VERSIONS = [
    ({"ETag": '"1"'}, {"ETag": '"2"'}),
    ({"ETag": 'W/"1"'}, {"ETag": 'W/"2"'}),
    ({"Last-Modified": "Mon, 01 Jun 2026 10:00:00 GMT"}, {"Last-Modified": "Mon, 01 Jun 2026 10:00:01 GMT"}),
]
OTHER = bytes(reversed(CONTENT))


@pytest.mark.parametrize(("first", "second"), VERSIONS)
def test_another_version_is_fetched_and_the_same_is_not(server: Server, tmp_path: Path, first, second) -> None:
    server.validators = first
    kept = fetched(server, tmp_path).stat()
    assert fetch_version(server.address) == fetch_version(server.address)
    assert fetched(server, tmp_path).stat() == kept
    before = fetch_version(server.address)
    server.validators, server.content = second, OTHER

    assert fetch_version(server.address) != before
    assert fetched(server, tmp_path).read_bytes() == OTHER


def test_another_length_is_another_version(server: Server, tmp_path: Path) -> None:
    fetched(server, tmp_path)
    server.content = CONTENT + b"more"

    assert fetched(server, tmp_path).read_bytes() == server.content


@pytest.mark.parametrize("is_long", [True, False])
def test_a_download_without_a_version_is_used_if_its_length_is_the_same(
    server: Server, tmp_path: Path, is_long: bool
) -> None:
    path = fetched(server, tmp_path)
    beside(path).unlink()
    server.validators, server.content = {"ETag": '"2"'}, OTHER if is_long else OTHER[1:]

    assert fetched(server, tmp_path).read_bytes() == (CONTENT if is_long else OTHER[1:])


@pytest.mark.parametrize(("first", "second"), VERSIONS)
def test_two_versions_are_never_joined(server: Server, tmp_path: Path, first, second) -> None:
    server.validators, server.cuts = first, [1000] * ATTEMPTS
    with pytest.raises(SourceError, match="broke"):
        fetched(server, tmp_path)
    server.validators, server.content = second, OTHER

    assert fetched(server, tmp_path).read_bytes() == OTHER


def test_a_part_of_unknown_version_is_started_anew(server: Server, tmp_path: Path) -> None:
    path = fetched(server, tmp_path)
    path.rename(f"{path}.part").write_bytes(OTHER[:1000])

    assert fetched(server, tmp_path).read_bytes() == CONTENT
    assert server.requests == [None, None]


def test_without_the_server_the_kept_file_is_used_with_a_notice(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fetched(server, tmp_path)
    server.status = HTTPStatus.SERVICE_UNAVAILABLE

    assert fetched(server, tmp_path) == path
    told = capsys.readouterr().err
    assert told.startswith("expected an archive, got 503 ")
    assert told.endswith(": taken as before\n")
    assert told.count("\n") == 1


def test_a_file_that_is_gone_from_the_server_is_an_error(server: Server, tmp_path: Path) -> None:
    fetched(server, tmp_path)
    server.status = HTTPStatus.NOT_FOUND

    with pytest.raises(SourceError, match="got 404 Not Found"):
        fetched(server, tmp_path)


@pytest.mark.parametrize("head", [HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED])
def test_a_server_that_refuses_head_is_asked_with_get(server: Server, head: HTTPStatus) -> None:
    server.validators = {"ETag": '"1"'}
    expected = fetch_version(server.address)
    server.head = head

    assert fetch_version(server.address) == expected == FileVersion('"1"', None, len(CONTENT))


@pytest.mark.parametrize(("status", "is_away"), [(HTTPStatus.NOT_FOUND, False), (HTTPStatus.SERVICE_UNAVAILABLE, True)])
def test_a_server_that_refuses_differs_from_one_that_is_away(server: Server, status: HTTPStatus, is_away: bool) -> None:
    server.status = status

    with pytest.raises(SourceError) as refused:
        fetch_version(server.address)

    assert isinstance(refused.value, SourceAwayError) is is_away


def test_files_of_one_name_at_two_addresses_are_kept_apart(server: Server, tmp_path: Path) -> None:
    paths = {download(f"{server.address}{number}", tmp_path) for number in range(2)}

    assert len(paths) == 2


def test_a_broken_connection_is_resumed_where_it_broke(server: Server, tmp_path: Path) -> None:
    server.cuts = [300_000, 400_000]

    assert fetched(server, tmp_path).read_bytes() == CONTENT
    assert server.requests == [None, "bytes=300000-", "bytes=700000-"]


def test_a_server_that_cannot_resume_starts_over(server: Server, tmp_path: Path) -> None:
    server.cuts, server.ranges = [300_000], False

    assert fetched(server, tmp_path).read_bytes() == CONTENT
    assert server.requests == [None, "bytes=300000-"]


def test_a_connection_that_keeps_breaking_is_an_error_and_the_next_run_resumes(server: Server, tmp_path: Path) -> None:
    server.cuts = [1000] * ATTEMPTS

    with pytest.raises(SourceError) as refused:
        fetched(server, tmp_path)

    message = str(refused.value)
    assert f"the connection broke {ATTEMPTS} times" in message
    assert f"run again to resume after {1000 * ATTEMPTS} bytes" in message
    assert "\n" not in message
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".part"]
    assert fetched(server, tmp_path).read_bytes() == CONTENT
    assert server.requests[-1] == f"bytes={1000 * ATTEMPTS}-"


def test_a_download_that_was_complete_but_for_its_name_is_not_repeated(server: Server, tmp_path: Path) -> None:
    path = fetched(server, tmp_path)
    path.rename(f"{path}.part")
    beside(path).rename(f"{path}.part.json")

    assert fetched(server, tmp_path).read_bytes() == CONTENT
    assert server.requests == [None, f"bytes={len(CONTENT)}-"]


def test_more_than_the_server_has_is_dropped(server: Server, tmp_path: Path) -> None:
    path = fetched(server, tmp_path)
    path.write_bytes(CONTENT + b"more")
    path.rename(f"{path}.part")
    beside(path).rename(f"{path}.part.json")

    assert fetched(server, tmp_path).read_bytes() == CONTENT


def test_a_server_that_does_not_say_the_length_works_too(server: Server, tmp_path: Path) -> None:
    server.sized = False

    assert fetched(server, tmp_path).read_bytes() == CONTENT


def test_a_file_that_the_server_calls_gzip_encoded_is_kept_unchanged(server: Server, tmp_path: Path) -> None:
    server.content, server.encoding = gzip.compress(CONTENT), "gzip"

    assert fetched(server, tmp_path).read_bytes() == server.content


@pytest.mark.parametrize(
    ("status", "answer"),
    [(HTTPStatus.NOT_FOUND, "404 Not Found"), (HTTPStatus.SERVICE_UNAVAILABLE, "503 Service Unavailable")],
)
def test_a_refusal_names_a_workaround(server: Server, tmp_path: Path, status: HTTPStatus, answer: str) -> None:
    server.status = status

    with pytest.raises(SourceError) as refused:
        fetched(server, tmp_path)

    way_around = "set ingest.archive to the path of a copy, or ingest.source to synthetic"
    assert str(refused.value) == f"expected an archive, got {answer}: {server.address}; {way_around}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/a.tar.gz", "http://name.invalid/a.tar.gz", "http://"])
def test_an_unreachable_server_names_a_workaround(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with socket.socket() as bound:  # and not listening: every connection is refused
        bound.bind(("127.0.0.1", 0))
        address = address.format(port=bound.getsockname()[1])
        with pytest.raises(SourceError) as refused:
            download(address, tmp_path)

    assert str(refused.value).startswith("expected an archive, cannot reach its server")
    assert str(refused.value).endswith("; set ingest.archive to the path of a copy, or ingest.source to synthetic")
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []
