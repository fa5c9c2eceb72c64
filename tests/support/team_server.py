"""A team's MLflow on loopback, as mlflow/compose.yaml starts it: authentication, PostgreSQL, S3."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
import s3fs
from ruamel.yaml import YAML

from support.project import ROOT
from support.servers import (
    BUCKET,
    S3_CREDENTIALS,
    S3_KEY,
    S3_SECRET,
    find_free_ports,
    start_postgresql_server,
    start_s3_server,
)

ADMIN, PASSWORD = "admin", "an admin of the tests"
COMPOSE = YAML(typ="safe").load(ROOT / "mlflow" / "compose.yaml")


class TeamServer:
    """The server, which can be stopped and started again.

    Args:
        folder: to create, for its log.
        database: URI of its records and its users.
        s3: address of its store, as of the tests' own client.
        variables: of its environment.
    """

    def __init__(self, folder: Path, database: str, s3: str, **variables: str) -> None:
        (self.port,) = find_free_ports(1)
        self.folder, self.uri = folder, f"http://127.0.0.1:{self.port}"
        self.s3, self.s3_folder = s3, folder.parent / "s3"
        folder.mkdir()
        auth = (ROOT / "mlflow" / "auth.ini").read_text()
        (folder / "auth.ini").write_text(auth.replace("postgresql+psycopg2://mlflow@db/users", database))
        self.places = {
            "postgresql+psycopg2://mlflow@db/mlflow": database,
            "s3://mlflow/artifacts": f"s3://{BUCKET}/artifacts",
            "0.0.0.0": "127.0.0.1",
            "5000": str(self.port),
            "${MLFLOW_ALLOWED_HOSTS:?}": f"127.0.0.1:{self.port}",
            "2": "1",
        }
        self.environment = {
            **S3_CREDENTIALS,
            "MLFLOW_S3_ENDPOINT_URL": s3,
            "MLFLOW_AUTH_CONFIG_PATH": str(folder / "auth.ini"),
            "MLFLOW_AUTH_ADMIN_PASSWORD": PASSWORD,
            "MLFLOW_FLASK_SERVER_SECRET_KEY": "of the tests",
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
            **variables,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, artifacts: str | None = None, **variables: str) -> None:
        """Start the server, and wait until it answers.

        Args:
            artifacts: a place for them for once, instead of S3.
            variables: of its environment, for once.
        """
        places = self.places | ({"s3://mlflow/artifacts": artifacts} if artifacts else {})
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [places.get(word, word) for word in COMPOSE["services"]["mlflow"]["command"]],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "PATH": path, **self.environment, **variables},
                start_new_session=True,
            )
        for _ in range(1200):
            assert self.process.poll() is None, (self.folder / "log").read_text()[-3000:]
            try:
                urllib.request.urlopen(f"{self.uri}/health", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(self.uri)

    def stop(self) -> None:
        """Kill the server and its workers."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def client_environment(self, user: str = ADMIN, password: str = PASSWORD) -> dict[str, str]:
        """Make the environment variables with which a user reaches the server."""
        return {
            "MLFLOW_TRACKING_URI": self.uri,
            "MLFLOW_TRACKING_USERNAME": user,
            "MLFLOW_TRACKING_PASSWORD": password,
        }

    def create_account(self, name: str, *, model: str | None = None, **experiments: str) -> str:
        """Create an account; returns its password.

        Args:
            name: of them.
            model: the permission on the registered model, if any.
            experiments: the permission on each, by its name.
        """
        password = f"{name}'s own password"
        self._ask("POST", "2.0/mlflow/users/create", username=name, password=password)
        if model:
            self._grant(name, "registered_model", "keyword-spotter", model)
        for experiment, permission in experiments.items():
            found = self._ask("GET", f"2.0/mlflow/experiments/get-by-name?experiment_name={experiment}")
            self._grant(name, "experiment", found["experiment"]["experiment_id"], permission)
        return password

    def _grant(self, name: str, kind: str, what: str, permission: str) -> None:
        what_to_whom = {"username": name, "resource_type": kind, "resource_id": what}
        self._ask("POST", "3.0/mlflow/users/permissions/grant", **what_to_whom, permission=permission)

    def change_password(self, name: str, password: str) -> None:
        """Change the password of a user."""
        self._ask("PATCH", "2.0/mlflow/users/update-password", username=name, password=password)

    def _ask(self, method: str, path: str, **document: str) -> dict[str, Any]:
        # As the administrator: what MLflow's own client of accounts asks, whose import warns of the server's packages.
        address, account = f"{self.uri}/api/{path}", (ADMIN, PASSWORD)
        answer = requests.request(method, address, json=document or None, auth=account, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    @contextmanager
    def tamper(self, name: str) -> Iterator[None]:
        """Change the last byte of every file of that name in the store, during the `with` block."""
        storage = s3fs.S3FileSystem(key=S3_KEY, secret=S3_SECRET, endpoint_url=self.s3, skip_instance_cache=True)
        files = {path: storage.cat_file(path) for path in storage.find(BUCKET) if path.endswith(f"/{name}")}
        assert files
        for path, content in files.items():
            storage.pipe_file(path, content[:-1] + bytes([content[-1] ^ 1]))
        try:
            yield
        finally:
            for path, content in files.items():
                storage.pipe_file(path, content)


@contextmanager
def start_team_server(folder: Path, **variables: str) -> Iterator[TeamServer]:
    """Start a server with all its parts, with its files below `folder`."""
    (folder / "s3").mkdir(parents=True)
    with start_postgresql_server() as database, start_s3_server(folder / "s3") as s3:
        server = TeamServer(folder / "mlflow", database, s3, **variables)
        try:
            server.start()
            yield server
        finally:
            server.stop()
