"""If MLflow does not answer, refuses or is damaged: a quick error on one line, and nothing is lost."""

import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from support.project import ROOT, params_flag
from support.results import MlflowClient

from kws.core.errors import TrackingError
from kws.tracking.client import connect, get_public_uri


@pytest.fixture
def answering(monkeypatch):
    """Start a server that answers every request with one status and one header."""
    servers = []

    def start(status, body=b""):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.send_header("Retry-After", "600")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever).start()
        monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://me:secret@127.0.0.1:{server.server_port}")

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def track(results, uri, **options):
    command = [sys.executable, "-m", "components.track", *params_flag("track"), *results.flags()]
    environment = {"PATH": "/usr/bin:/bin", "MLFLOW_TRACKING_URI": uri}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_an_unreachable_server_is_one_line_and_the_same_command_finishes_later(results, store, tmp_path):
    port, began = free_port(), time.monotonic()
    done = track(results, f"http://127.0.0.1:{port}")
    out, err = done.communicate(timeout=60)
    assert time.monotonic() - began < 30
    assert (done.returncode, out) == (2, "")
    assert err.startswith("error: expected an answer from MLflow, got ")
    assert err.count("\n") == 1
    assert "Connection refused" in err and f"http://127.0.0.1:{port}" in err and "dvc repro" in err
    assert not (results.reports / "run.json").exists()
    assert (results.tflite / "model.tflite").exists()
    assert store.get_run(results.track()["run_id"]).info.status == "FINISHED"


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (500, b"", "too many 500 error responses"),
        (503, b"", "too many 503 error responses"),
        (403, b"Invalid Host header", "403 .*Invalid Host header"),
        (401, b"Not authenticated", "401 .*Not authenticated"),
        (200, b"<html>another service</html>", "another service"),
    ],
)
def test_a_server_that_refuses_is_quoted_fast_and_without_the_password(status, body, message, answering):
    answering(status, body)
    began = time.monotonic()
    with pytest.raises(TrackingError, match=message) as refusal, connect() as client:
        client.get_experiment_by_name("keyword-spotter")
    assert time.monotonic() - began < 10
    assert "secret" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("uri", ["https://me:secret@host:1/a@b", "postgresql+psycopg2://me:secret@host:1/a@b"])
def test_an_address_is_shown_without_its_password(uri, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    assert get_public_uri() == uri.replace("me:secret@", "")


def test_a_damaged_database_is_named(tmp_path, monkeypatch):
    (tmp_path / "mlflow.db").write_bytes(b"no database" * 1000)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.db")
    with pytest.raises(TrackingError, match=r"file is not a database: sqlite:.*mlflow\.db"), connect():
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/file/mlflow.db")
    with pytest.raises(TrackingError, match="File exists"), connect():
        pass


@pytest.mark.slow
def test_two_that_come_first_at_the_same_time_share_a_new_store(results, tmp_path):
    uri = f"sqlite:///{tmp_path}/new/mlflow.db"
    both = [track(results, uri), track(results, uri)]
    answers = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert answers[0][0] == answers[1][0]  # the same result: the same run
    assert len(MlflowClient(uri).search_runs(["1"])) == 1
