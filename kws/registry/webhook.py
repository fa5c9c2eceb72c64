"""A receiver of MLflow's webhook that runs a command when an alias moves.

Messages are signed with HMAC-SHA256 over "<delivery id>.<timestamp>.<body>":
https://mlflow.org/docs/latest/ml/webhooks/
"""

import base64
import hashlib
import hmac
import json
import subprocess
from collections.abc import Sequence
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import SimpleQueue
from threading import Thread
from time import time
from typing import NamedTuple

from kws.core.errors import EvidenceError

# An intercepted message cannot be replayed after this time.
MAX_AGE_S = 300
MAX_BODY_BYTES = 100_000


class AliasMove(NamedTuple):
    """A move of an alias to a version."""

    model: str
    alias: str
    version: str


def parse_message(headers: Message, body: bytes, secret: str, now_s: float) -> AliasMove | None:
    """Parse a message of MLflow's webhook, after verifying its signature; None if it is not about an alias.

    Args:
        headers, body: of the request.
        secret: that the webhook was created with.
        now_s: current time, UNIX seconds.

    Raises:
        EvidenceError: the signature is wrong or too old, or the message has another format.
    """
    delivery, timestamp = headers.get("X-MLflow-Delivery-Id", ""), headers.get("X-MLflow-Timestamp", "")
    signed = b".".join([delivery.encode(), timestamp.encode(), body])
    expected = "v1," + base64.b64encode(hmac.digest(secret.encode(), signed, hashlib.sha256)).decode()
    if not hmac.compare_digest(expected.encode(), headers.get("X-MLflow-Signature", "").encode()):
        raise EvidenceError("expected a message signed with the webhook's secret, got another signature or none")
    if not timestamp.isdecimal() or abs(now_s - int(timestamp)) > MAX_AGE_S:
        raise EvidenceError(f"expected a message of the last {MAX_AGE_S} s, got timestamp {timestamp!r}")
    try:
        document = json.loads(body)
        if (document["entity"], document["action"]) != ("model_version_alias", "created"):
            return None
        data = document["data"]
        return AliasMove(data["name"], data["alias"], str(data["version"]))
    except (ValueError, KeyError, TypeError) as error:
        raise EvidenceError(f"expected a message of MLflow's webhook, got {error!r}") from None


class Receiver(HTTPServer):
    """A server that runs a command for every move of one alias, one command at a time.

    Args:
        address: host and port to listen on.
        secret: that the webhook was created with.
        alias: whose moves start the command; those of other aliases are ignored.
        command: to run.
    """

    def __init__(self, address: tuple[str, int], secret: str, alias: str, command: Sequence[str]) -> None:
        super().__init__(address, _Handler)
        self.secret, self.alias, self.command = secret, alias, list(command)
        self.moves: SimpleQueue[AliasMove] = SimpleQueue()
        # In a thread of its own: MLflow times out if the answer waits for a deployment.
        Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while True:
            moved = self.moves.get()
            print(f"{moved.model}: {moved.alias} is at version {moved.version}: {' '.join(self.command)}", flush=True)
            status = subprocess.run(self.command, check=False).returncode
            print(f"exit status {status}", flush=True)


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            self.send_error(413)
            return
        try:
            moved = parse_message(self.headers, self.rfile.read(int(length)), self.server.secret, time())
        except EvidenceError as error:
            print(f"refused: {error}", flush=True)
            self.send_error(403)
            return
        if moved and moved.alias == self.server.alias:
            self.server.moves.put(moved)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Log no requests: moves and refusals are printed."""
