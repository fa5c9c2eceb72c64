"""Downloads from a real server on loopback that can cut the connection, forget ranges and refuse."""

import gzip
import os
import socket
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from components.ingest.download import ATTEMPTS, download
from components.kws.errors import SourceError

CONTENT = os.urandom(1_000_000)


class Server(ThreadingHTTPServer):
    """Serves CONTENT.

    Attributes:
        cuts: after how many bytes each of the next answers breaks off.
        ranges: whether it can begin in the middle.
        sized: whether it says how long the answer is.
        encoding: what it claims the content to be encoded with.
        status: what it answers.
        requests: the Range header of each request.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.cuts: list[int] = []
        self.ranges = self.sized = True
        self.encoding: str | None = None
        self.status = HTTPStatus.OK
        self.requests: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/files/archive.tar.gz?version=1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        wish = self.headers.get("Range")
        self.server.requests.append(wish)
        if self.server.status != HTTPStatus.OK:
            self.send_error(self.server.status)
            return
        start = int(wish.removeprefix("bytes=").rstrip("-")) if wish and self.server.ranges else 0
        if start >= len(CONTENT):
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{len(CONTENT)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._headers(start)
        rest = CONTENT[start:]
        cut = self.server.cuts.pop(0) if self.server.cuts else len(rest)
        self.wfile.write(rest[:cut])
        self.close_connection = True

    def _headers(self, start: int) -> None:
        self.send_response(HTTPStatus.PARTIAL_CONTENT if start else HTTPStatus.OK)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
        if self.server.sized:
            self.send_header("Content-Length", str(len(CONTENT) - start))
        if self.server.encoding:
            self.send_header("Content-Encoding", self.server.encoding)
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


def fetched(server: Server, folder: Path) -> Path:
    return download(server.address, folder, backoff_s=0.001)


def test_a_file_is_downloaded_under_its_name(server: Server, tmp_path: Path) -> None:
    path = fetched(server, tmp_path / "downloads")

    assert path.read_bytes() == CONTENT
    assert path.name.endswith("-archive.tar.gz")
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_downloaded_once(server: Server, tmp_path: Path) -> None:
    assert fetched(server, tmp_path) == fetched(server, tmp_path)
    assert server.requests == [None]


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


def test_a_connection_that_keeps_breaking_is_given_up_and_the_next_run_goes_on(server: Server, tmp_path: Path) -> None:
    server.cuts = [1000] * ATTEMPTS

    with pytest.raises(SourceError) as refused:
        fetched(server, tmp_path)

    message = str(refused.value)
    assert f"broke off {ATTEMPTS} times" in message
    assert f"run again to go on after {1000 * ATTEMPTS} bytes" in message
    assert "\n" not in message
    assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
    assert fetched(server, tmp_path).read_bytes() == CONTENT
    assert server.requests[-1] == f"bytes={1000 * ATTEMPTS}-"


def test_a_download_that_was_complete_but_for_its_name_is_not_repeated(server: Server, tmp_path: Path) -> None:
    path = fetched(server, tmp_path)
    path.rename(f"{path}.part")

    assert fetched(server, tmp_path).read_bytes() == CONTENT
    assert server.requests == [None, f"bytes={len(CONTENT)}-"]


def test_more_than_the_server_has_is_dropped(server: Server, tmp_path: Path) -> None:
    path = fetched(server, tmp_path)
    path.write_bytes(CONTENT + b"more")
    path.rename(f"{path}.part")

    assert fetched(server, tmp_path).read_bytes() == CONTENT


def test_a_server_that_does_not_say_the_length_is_served_too(server: Server, tmp_path: Path) -> None:
    server.sized = False

    assert fetched(server, tmp_path).read_bytes() == CONTENT


def test_a_file_that_the_server_calls_gzip_encoded_is_kept_as_it_is(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compressed = gzip.compress(CONTENT)
    monkeypatch.setitem(globals(), "CONTENT", compressed)
    server.encoding = "gzip"

    assert fetched(server, tmp_path).read_bytes() == compressed


@pytest.mark.parametrize(
    ("status", "answer"),
    [(HTTPStatus.NOT_FOUND, "404 Not Found"), (HTTPStatus.SERVICE_UNAVAILABLE, "503 Service Unavailable")],
)
def test_a_refusal_is_told_with_the_way_around(server: Server, tmp_path: Path, status: HTTPStatus, answer: str) -> None:
    server.status = status

    with pytest.raises(SourceError) as refused:
        fetched(server, tmp_path)

    way_around = "set ingest.archive to the path of a copy, or ingest.source to synthetic"
    assert str(refused.value) == f"expected an archive, got {answer}: {server.address}; {way_around}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/a.tar.gz", "http://name.invalid/a.tar.gz", "http://"])
def test_no_network_is_told_with_the_way_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
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
