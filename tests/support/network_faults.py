"""A proxy before a real server that loses answers."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class LossyProxy(ThreadingHTTPServer):
    """A proxy that passes every request to the server at `target`, and its answer back.

    Attributes:
        loses_answer: called with the method and path of each request after the server has answered; whether to lose the
            answer.
        paths: of all requests.
    """

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = urlsplit(target).netloc
        self.uri = f"http://127.0.0.1:{self.server_port}"
        self.loses_answer: Callable[[str, str], bool] = lambda method, path: False
        self.paths: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    server: LossyProxy
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
        self.server.paths.append(path)
        if self.server.loses_answer(self.command, path):
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
def open_lossy_proxy(target: str) -> Iterator[LossyProxy]:
    """Open a proxy to a server for a `with` block."""
    proxy = LossyProxy(target)
    thread = threading.Thread(target=proxy.serve_forever)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()
