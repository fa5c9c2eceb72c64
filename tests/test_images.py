"""The images of `make images`, when they run: `make test-containers`."""

import getpass
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import ROOT, params_flag, write_clips
from support.ssh_server import Loopback

from components.images import NAMES, make_tag
from kws.core.files import sha256_of
from kws.remote.lock import LOCK

pytestmark = pytest.mark.containers

DOCKER = os.environ.get("DOCKER", "docker")


def docker(*arguments: str) -> str:
    done = subprocess.run([DOCKER, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def inside(name: str, *command: str) -> str:
    return docker("run", "--rm", "--network", "none", make_tag(name), *command)


def described(name: str) -> dict:
    (document,) = json.loads(docker("image", "inspect", make_tag(name)))
    return document


@pytest.mark.parametrize("name", ["light", "train"])
def test_every_package_of_an_image_is_there_for_arm64(name: str, tmp_path: Path) -> None:
    # Of the one there is source only, in Python alone.
    which = ["--only-binary", ":all:", "--no-binary", "antlr4-python3-runtime"]
    place = ["--python-platform", "aarch64-manylinux_2_28", "--target", str(tmp_path)]
    lock = ["--require-hashes", "--requirement", str(ROOT / "requirements" / f"{name}.txt")]
    command = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-deps", *which, *place, *lock]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "Would install" in done.stderr


def test_the_device_image_loads_all_that_the_agent_needs() -> None:
    assert inside("device", "python", "-c", "import kws.device.measure; print('loaded')") == "loaded\n"


@pytest.mark.parametrize("name", NAMES)
def test_an_image_runs_as_a_user_without_rights(name: str) -> None:
    assert inside(name, "id", "-u") == "10001\n"
    assert inside(name, "sh", "-c", "touch /home/kws/x && ! touch /opt/kws/x 2>/dev/null && echo kept") == "kept\n"


@pytest.mark.parametrize("name", NAMES)
def test_no_tool_that_made_an_image_is_left_in_it(name: str) -> None:
    look = "for tool in pip uv gcc git; do command -v $tool || true; done; ls /tmp /run/secrets 2>/dev/null || true"

    assert not set(inside(name, "sh", "-c", look).split()) - {"/tmp:", "/run/secrets:"}


@pytest.mark.parametrize("name", NAMES)
def test_an_image_says_what_it_was_made_from_and_the_stages_say_the_same(name: str) -> None:
    labels = described(name)["Config"]["Labels"]
    code = "from kws.core.lineage import source_commit; print(source_commit())"

    revision = labels["org.opencontainers.image.revision"]
    assert len(revision.removesuffix("-dirty")) == 40
    assert inside(name, "python", "-c", code).strip() == revision
    assert labels["org.opencontainers.image.version"] == make_tag(name).partition(":")[2]


@pytest.mark.parametrize("name", NAMES)
def test_only_the_stages_code_is_in_an_image(name: str) -> None:
    files = inside(name, "find", "/opt/kws", "-type", "f", "-not", "-path", "*/__pycache__/*").split()

    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "components", "kws"]
    known = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    code = set(files) - {"/opt/kws/requirements/device.txt"}
    assert code
    elsewhere = ("components/images.py", "kws/cli/")
    stages = {file for file in known if not file.endswith("component.py") and not file.startswith(elsewhere)}
    assert code <= {f"/opt/kws/{file}" for file in stages}


def test_what_a_raspberry_pi_must_have_is_known_where_it_is_asked() -> None:
    code = "from kws.remote.lock import LOCK, Lock; print(Lock(LOCK).sha256)"

    assert inside("light", "python", "-c", code).strip() == sha256_of(LOCK)


def test_tensorflow_is_in_one_image_only() -> None:
    code = "import importlib.util; print(importlib.util.find_spec('tensorflow') is not None)"

    assert {name: inside(name, "python", "-c", code).strip() for name in NAMES} == {
        "light": "False",
        "train": "True",
        "device": "False",
    }


def test_the_image_of_most_stages_stays_small() -> None:
    assert described("light")["Size"] < 700e6


@pytest.fixture
def device(tmp_path: Path):
    """A device behind SSH."""
    device = Loopback(tmp_path / "device")
    device.start()
    yield device
    device.stop()


def test_the_way_to_a_device_is_found_in_a_mounted_secret(device: Loopback, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    for name in ("id_ed25519", "known_hosts"):
        shutil.copyfile(device.ssh / name, secret / name)
    (secret / "config").write_text(
        f"Host pi\n  HostName 127.0.0.1\n  Port {device.port}\n  User {getpass.getuser()}\n"
        "  IdentityFile ~/.ssh/id_ed25519\n"
    )
    code = (
        "from kws.remote.ssh import SshDevice\n"
        "with SshDevice('pi', 10) as device: print(device.ask('lacks', send=lambda stream: stream.write(b'[]')))"
    )

    mount = f"{secret}:/home/kws/.ssh:ro"
    flags = ["--rm", "--network", "host", "--user", "4711:0", "--volume", mount]
    answer = docker("run", *flags, make_tag("light"), "python", "-c", code)

    assert answer == "[]\n"


def test_clips_of_a_dvc_repository_arrive_where_there_is_no_git(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    write_clips(repository / "data" / "clips", {"training": 2, "validation": 1, "test": 1})
    author = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    dvc = [sys.executable, "-m", "dvc"]
    for command in (
        ["git", "init", "--quiet"],
        [*dvc, "init", "--quiet"],
        [*dvc, "add", "--quiet", "data/clips"],
        ["git", "add", "--all"],
        ["git", *author, "commit", "--quiet", "--message", "clips"],
    ):
        subprocess.run(command, cwd=repository, check=True, capture_output=True)
    wish = {"repo": "/repository", "path": "data/clips", "rev": None, "remote": None, "data_sha256": None}
    ingest = ["python", "-m", "components.ingest", *params_flag("ingest", source="dvc", dvc=wish)]

    mount = f"{repository}:/repository:ro"
    said = docker(
        "run", "--rm", "--network", "none", "--volume", mount, make_tag("light"), *ingest, "--clips", "/tmp/data/clips"
    )

    assert said.startswith("8 clips (training 4, validation 2, test 2)")
