"""`dvc push` and `dvc pull` against a real S3 server on loopback, with credentials."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import s3fs
from botocore.exceptions import BotoCoreError
from workplace import SMALL, Workplace

pytestmark = pytest.mark.slow

KEY, SECRET = "test-key", "test-secret"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_DEFAULT_REGION": "us-east-1"}
IDENTITY = {"name": "kws", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    """The address of an S3 server that has a bucket `kws`."""
    folder = tmp_path_factory.mktemp("s3")
    (folder / "s3.json").write_text(json.dumps({"identities": [IDENTITY]}))
    names = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")
    ports = dict(zip((*names, "s3.port", "s3.port.grpc"), free_ports(8), strict=True))
    weed = str(Path(sys.executable).with_name("weed"))
    flags = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-s3", f"-s3.config={folder / 's3.json'}"]
    flags += [f"-{name}={port}" for name, port in ports.items()]
    with (folder / "log").open("w") as log, subprocess.Popen([weed, "server", *flags], stderr=log) as server:
        try:
            address = f"http://127.0.0.1:{ports['s3.port']}"
            _make_bucket(address, server, folder / "log")
            yield address
        finally:
            server.terminate()


def _make_bucket(address, server, log):
    storage = s3fs.S3FileSystem(key=KEY, secret=SECRET, endpoint_url=address, skip_instance_cache=True)
    for _ in range(120):
        assert server.poll() is None, log.read_text()[-2000:]
        try:
            storage.mkdir("kws")
        except (BotoCoreError, OSError):
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"no answer from the S3 server: {log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def pushed(s3, tmp_path_factory):
    """A checkout whose clips and features were pushed."""
    place = Workplace(tmp_path_factory.mktemp("s3_checkout") / "origin", SMALL)
    place.dvc("repro", "preprocess")
    place.dvc("remote", "add", "--default", "storage", "s3://kws/data")
    place.dvc("remote", "modify", "storage", "endpointurl", s3)
    place.commit("data")
    place.dvc("push", "data/clips", "data/features", **CREDENTIALS)
    return place


def test_a_clone_pulls_the_clips_and_has_nothing_to_ingest(pushed, tmp_path):
    pushed.run("git", "clone", "--quiet", str(pushed.folder), str(tmp_path / "clone"))
    clone = Workplace.at(tmp_path / "clone")
    clone.dvc("pull", "data/clips", "data/features", **CREDENTIALS)
    manifest = "data/clips/manifest.csv"
    assert (clone.folder / manifest).read_bytes() == (pushed.folder / manifest).read_bytes()
    assert "up to date" in clone.dvc("repro", "preprocess").stdout


def test_wrong_credentials_are_refused_and_leave_no_clips(pushed, tmp_path):
    pushed.run("git", "clone", "--quiet", str(pushed.folder), str(tmp_path / "clone"))
    clone = Workplace.at(tmp_path / "clone")
    done = clone.dvc("pull", "data/clips", check=False, **{**CREDENTIALS, "AWS_SECRET_ACCESS_KEY": "wrong"})
    assert done.returncode != 0
    assert "forbidden" in done.stderr.lower(), done.stderr
    assert not (clone.folder / "data" / "clips").exists()
