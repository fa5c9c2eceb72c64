"""The way to a real server, on which answers get lost."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Way(ThreadingHTTPServer):
    """Takes every request to the server at `target`, which does it, and its answer back.

    Attributes:
        loses: asked of each request, by method and path, when the server has done it: whether its answer is lost.
        asked: the paths of all requests.
    """

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Carrier)
        self.target = urlsplit(target).netloc
        self.uri = f"http://127.0.0.1:{self.server_port}"
        self.loses: Callable[[str, str], bool] = lambda method, path: False
        self.asked: list[str] = []


class _Carrier(BaseHTTPRequestHandler):
    server: Way
    protocol_version = "HTTP/1.1"

    def carry(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {**self.headers, "Host": self.server.target, "Connection": "close"}
        self.close_connection = True
        with closing(HTTPConnection(self.server.target, timeout=60)) as there:
            try:
                there.request(self.command, self.path, body, headers)
                answer = there.getresponse()
                content = answer.read()
            except OSError:
                return
        path = urlsplit(self.path).path
        self.server.asked.append(path)
        if self.server.loses(self.command, path):
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "server", "date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = carry  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def way_to(target: str) -> Iterator[Way]:
    """A way to a server, for as long as a block."""
    way = Way(target)
    thread = threading.Thread(target=way.serve_forever)
    thread.start()
    try:
        yield way
    finally:
        way.shutdown()
        thread.join()
        way.server_close()
