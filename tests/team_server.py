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

from conftest import ROOT
from ruamel.yaml import YAML
from servers import BUCKET, S3_CREDENTIALS, free_ports, postgresql_server, s3_server

ADMIN, PASSWORD = "admin", "an admin of the tests"
COMPOSE = YAML(typ="safe").load(ROOT / "mlflow" / "compose.yaml")


class TeamServer:
    """The server; it can be ended and started again.

    Args:
        folder: to create, for its log.
        database: URI of its records and its users.
        s3: address of its store.
        variables: of its environment.
    """

    def __init__(self, folder: Path, database: str, s3: str, **variables: str) -> None:
        (self.port,) = free_ports(1)
        self.folder, self.uri = folder, f"http://127.0.0.1:{self.port}"
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
        """Start it, and wait until it answers.

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
        """End it and its workers at once."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def client_environment(self, user: str = ADMIN, password: str = PASSWORD) -> dict[str, str]:
        """How somebody reaches it."""
        return {
            "MLFLOW_TRACKING_URI": self.uri,
            "MLFLOW_TRACKING_USERNAME": user,
            "MLFLOW_TRACKING_PASSWORD": password,
        }


@contextmanager
def running(folder: Path, **variables: str) -> Iterator[TeamServer]:
    """A server with all its parts, below `folder`."""
    (folder / "s3").mkdir(parents=True)
    with postgresql_server() as database, s3_server(folder / "s3") as s3:
        server = TeamServer(folder / "mlflow", database, s3, **variables)
        try:
            server.start()
            yield server
        finally:
            server.stop()
