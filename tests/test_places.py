"""Protection of existing folders and files from every flag that names an output."""

import os
import shlex
import subprocess
import sys

import pytest
from ruamel.yaml import YAML
from support.project import ROOT

DVC = YAML(typ="safe").load(ROOT / "dvc.yaml")["stages"]


def outputs(stage):
    """The flags behind which a stage's command has its outputs, and these."""
    written = [*DVC[stage].get("outs", []), *DVC[stage].get("metrics", [])]
    paths = [next(iter(path)) if isinstance(path, dict) else path for path in written]
    words = shlex.split(DVC[stage]["cmd"])
    return [(stage, words[words.index(path) - 1], path) for path in paths]


EVERY = [output for stage in DVC for output in outputs(stage)]


@pytest.fixture
def mine(tmp_path):
    folder = tmp_path / "mine.yaml"
    folder.mkdir()
    (folder / "x.wav").write_bytes(b"a voice")
    yield folder
    assert (folder / "x.wav").read_bytes() == b"a voice"


def refused(*command):
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    return done.stderr.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "flag", "path"), EVERY, ids=[f"{stage} {flag}" for stage, flag, _ in EVERY])
def test_a_stage_writes_over_no_folder_of_a_person(stage, flag, path, mine):
    words = shlex.split(DVC[stage]["cmd"])[2:]
    words[words.index(flag) + 1] = mine

    assert f"got a folder that would be lost: {mine}" in refused(*words)


def test_a_compiled_pipeline_writes_over_no_folder_of_a_person(mine):
    assert f"got a folder that would be lost: {mine}" in refused("kws.cli", "compile", "--allow-tags", "-o", mine)
