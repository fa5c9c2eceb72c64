"""Real servers on loopback, each for a `with` block: S3, PostgreSQL, MLflow on both or on files."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import s3fs
from botocore.exceptions import BotoCoreError

S3_KEY, S3_SECRET = "test-key", "test-secret"
S3_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": S3_KEY,
    "AWS_SECRET_ACCESS_KEY": S3_SECRET,
    "AWS_DEFAULT_REGION": "us-east-1",
}
BUCKET = "kws"
PASSWORD = "test-password"


def find_free_ports(count: int) -> list[int]:
    """Find ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@contextmanager
def start_s3_server(folder: Path) -> Iterator[str]:
    """Start an S3 server with a bucket and authentication; yields its address.

    Args:
        folder: for everything of it.
    """
    identity = {"name": "kws", "credentials": [{"accessKey": S3_KEY, "secretKey": S3_SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    parts = ("master", "volume", "filer", "s3")
    ports = dict(zip([f"{p}.port{suffix}" for p in parts for suffix in ("", ".grpc")], find_free_ports(8), strict=True))
    flags = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-s3", f"-s3.config={folder / 's3.json'}"]
    # Catalogs of tables on fixed ports, which a second server could not have.
    flags += [*(f"-{name}={port}" for name, port in ports.items()), "-s3.port.iceberg=0", "-s3.port.lance=0"]
    address = f"http://127.0.0.1:{ports['s3.port']}"
    with _process([_beside_python("weed"), "server", *flags], folder) as process:
        (folder / "pid").write_text(str(process.pid))
        storage = s3fs.S3FileSystem(key=S3_KEY, secret=S3_SECRET, endpoint_url=address, skip_instance_cache=True)
        _until(lambda: storage.mkdir(BUCKET), process, folder)
        yield address


@contextmanager
def revoke_keys(folder: Path) -> Iterator[None]:
    """Make the S3 server of a folder refuse its keys during the `with` block."""
    identities, process = folder / "s3.json", int((folder / "pid").read_text())
    before = identities.read_text()
    identities.write_text(before.replace(S3_SECRET, "another secret"))
    os.kill(process, signal.SIGHUP)
    try:
        yield
    finally:
        identities.write_text(before)
        os.kill(process, signal.SIGHUP)


@contextmanager
def start_postgresql_server() -> Iterator[str]:
    """Start PostgreSQL; yields the URI of an empty database for MLflow."""
    # As root it refuses to run, and its own user sees no folder of ours.
    user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="kws-postgresql-"))
    try:
        (folder / "password").write_text(PASSWORD)
        if user:
            for path in (folder, folder / "password"):
                shutil.chown(path, **user)
        data, (port,) = folder / "data", find_free_ports(1)
        make = ["--pgdata", str(data), "--username=kws", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
        made = subprocess.run(
            [_postgresql("initdb"), *make, "--no-sync"], cwd=folder, check=False, capture_output=True, text=True, **user
        )
        assert made.returncode == 0, made.stderr
        settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "fsync": "off"}
        flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with _process([_postgresql("postgres"), "-D", str(data), *flags], folder, signal.SIGQUIT, **user) as process:
            _until(lambda: socket.create_connection(("127.0.0.1", port), timeout=1).close(), process, folder)
            yield f"postgresql+psycopg2://kws:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder)


@contextmanager
def start_mlflow_server(
    folder: Path, database: str | None = None, artifacts: str | None = None, **environment: str
) -> Iterator[str]:
    """Start an MLflow server that stores artifacts for its clients; yields its address.

    Args:
        folder: for everything of it.
        database: the URI; a SQLite file in the folder unless given.
        artifacts: where they go; the folder unless given.
        environment: of the server, credentials for the artifacts for one.
    """
    (port,) = find_free_ports(1)
    store = ["--backend-store-uri", database or f"sqlite:///{folder}/mlflow.db"]
    store += ["--artifacts-destination", artifacts or str(folder / "artifacts")]
    command = [_beside_python("mlflow"), "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", *store]
    address = f"http://127.0.0.1:{port}"
    with _process(command, folder, environment=environment) as process:
        _until(lambda: urllib.request.urlopen(f"{address}/health", timeout=5).close(), process, folder)
        yield address


@contextmanager
def start_scoring_server(folder: Path, model_uri: str) -> Iterator[str]:
    """Start `mlflow models serve` for a registered model, without this repository on its path; yields the address."""
    (port,) = find_free_ports(1)
    command = [_beside_python("mlflow"), "models", "serve", "--env-manager", "local", "--model-uri", model_uri]
    address = f"http://127.0.0.1:{port}"
    # It starts a Python of its own by that name.
    environment = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": ""}
    flags = ["--host", "127.0.0.1", "--port", str(port)]
    with _process([*command, *flags], folder, environment=environment) as process:
        _until(lambda: urllib.request.urlopen(f"{address}/ping", timeout=5).close(), process, folder)
        yield f"{address}/invocations"


@contextmanager
def start_deployed_mlflow(folder: Path) -> Iterator[str]:
    """Start MLflow as it is deployed, with records in PostgreSQL and artifacts in S3; yields its address."""
    places = [folder / name for name in ("s3", "mlflow")]
    for place in places:
        place.mkdir(parents=True)
    with start_postgresql_server() as database, start_s3_server(places[0]) as s3:
        access = {**S3_CREDENTIALS, "MLFLOW_S3_ENDPOINT_URL": s3}
        with start_mlflow_server(places[1], database, f"s3://{BUCKET}/mlflow", **access) as address:
            yield address


@contextmanager
def _process(
    command: list[str],
    folder: Path,
    end: signal.Signals = signal.SIGKILL,
    environment: Mapping[str, str] | None = None,
    **user: str,
) -> Iterator[subprocess.Popen[bytes]]:
    # A process and its children, ended with the block; their output is in `log`.
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
            **user,
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, end)
            process.wait()


def _until(attempt: Callable[[], object], process: subprocess.Popen[bytes], folder: Path) -> None:
    # A machine that is busy starts a database, a store and a server in minutes.
    for _ in range(3000):
        assert process.poll() is None, (folder / "log").read_text()[-2000:]
        try:
            attempt()
        except (OSError, BotoCoreError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer: {(folder / 'log').read_text()[-2000:]}")


def _beside_python(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _postgresql(name: str) -> str:
    # Debian keeps a server's programs off the path.
    return str(next(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), None) or shutil.which(name))
