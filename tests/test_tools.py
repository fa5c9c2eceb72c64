"""The scripts in tools/, without an archive, a registry or a container engine."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.project import ROOT

# Writes its arguments, one per line, and the digest that buildx would leave.
ENGINE = """#!/usr/bin/env bash
printf '%s\\n' "$@" '' >>"$RECORD"
while [ $# -gt 0 ]; do
  [ "$1" != --metadata-file ] || echo '{"containerimage.digest": "sha256:abc"}' >"$2"
  shift
done
"""


@pytest.fixture
def engine(tmp_path):
    """A container engine that does nothing but record what it is asked."""
    program, record = tmp_path / "engine", tmp_path / "record"
    program.write_text(ENGINE)
    program.chmod(0o755)
    return {"DOCKER": str(program), "RECORD": str(record)}


def run(tool: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script, without the variables that it reads unless they are given."""
    read = ("SPEECH_COMMANDS", "REGISTRY", "PLATFORM", "DOCKER", "BUILD_FLAGS", "ARM64_FLAGS", "PYTHON")
    inherited = {name: value for name, value in os.environ.items() if name not in read}
    command = [ROOT / "tools" / tool, *arguments]
    return subprocess.run(command, env={**inherited, **environment}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("environment", "problem"),
    [({}, "got none: run SPEECH_COMMANDS="), ({"SPEECH_COMMANDS": "/no such/a.tar.gz"}, "no file: /no such/a.tar.gz;")],
    ids=["no archive", "an archive that is not there"],
)
def test_seed_refuses_on_one_line(environment, problem):
    done = run("seed", **environment)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: expected the ")
    assert problem in line


def test_push_refuses_on_one_line_without_a_registry():
    done = run("push_images")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_setup_refuses_another_python_on_one_line(tmp_path):
    old = tmp_path / "python2"
    old.write_text("#!/bin/sh\necho 2.7\n")
    old.chmod(0o755)
    done = run("setup", PYTHON=str(old))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: expected Python 3.11 to 3.13, got 2.7: run make PYTHON=python3.12 setup\n"


def test_an_image_for_another_processor_is_named_for_it_and_gets_its_flags(engine):
    done = run("image", "device", PLATFORM="linux/arm64", BUILD_FLAGS="--x y", ARM64_FLAGS="--z", **engine)
    assert done.returncode == 0, done.stderr
    build, inspect = (call.split("\n") for call in Path(engine["RECORD"]).read_text().rstrip("\n").split("\n\n"))
    tag = build[build.index("--tag") + 1]
    assert tag.startswith("kws-device:") and tag.endswith("-arm64")
    assert build[build.index("--tag") + 2 :] == ["--platform", "linux/arm64", "--x", "y", "--z", "."]
    assert inspect[:2] == ["image", "inspect"] and inspect[-1] == tag


def test_push_ends_with_the_digests_to_export(engine):
    done = run("push_images", REGISTRY="registry.example", **engine)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"export KWS_IMAGE_{name.upper()}=registry.example/kws-{name}@sha256:abc"
        for name in ("light", "train", "device")
    ]


@pytest.mark.parametrize("other", ["/another/place", ""], ids=["another place", "unfinished"])
def test_make_notices_an_environment_of_another_place(tmp_path, other):
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    ready = tmp_path / ".venv" / "ready"
    ready.parent.mkdir()
    for content, expected in ((str(tmp_path), False), (other, True)):
        ready.write_text(f"{content}\n")
        planned = subprocess.run(
            ["make", "--dry-run", "setup"], cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout
        assert ("tools/setup" in planned) is expected


def test_setup_removes_nothing_that_is_no_environment(tmp_path):
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "setup", tmp_path / "tools")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "notes.txt").write_text("mine")
    done = subprocess.run([tmp_path / "tools" / "setup"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: expected a Python environment or nothing at ")
    assert (tmp_path / ".venv" / "notes.txt").read_text() == "mine"
