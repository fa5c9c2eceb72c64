"""A store that the version before wrote: its models are promoted, deployed and rolled back by today's code."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.project import ROOT, write_clips
from support.ssh_server import SSHD

EARLIER = ROOT / "tests" / "golden" / "store_0.1"
# The checkout that wrote it: no machine that runs these tests has one there.
ITS_PLACE = Path("/home/person")
CLIPS_PER_WORD = {"training": 24, "validation": 6, "test": 1}
WORDS = ("up", "down")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """The earlier store in a checkout elsewhere, with the clips that its models were tested on."""
    folder = tmp_path / "another place"
    store = folder / ".mlflow"
    store.mkdir(parents=True)
    (folder / ".dvc").mkdir()
    with closing(sqlite3.connect(store / "mlflow.db")) as database:
        database.executescript((EARLIER / "mlflow.sql").read_text())
    with tarfile.open(EARLIER / "artifacts.tar.xz") as archive:
        archive.extractall(store, filter="data")
    (folder / "mlflow").mkdir()
    (folder / "mlflow" / "registry.yaml").write_bytes((ROOT / "mlflow" / "registry.yaml").read_bytes())
    write_clips(folder / "data" / "clips", CLIPS_PER_WORD)
    yield folder
    assert not ITS_PLACE.exists()


@pytest.fixture
def python(checkout: Path) -> Run:
    """Run today's Python in the checkout."""

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *map(str, words)]
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("MLFLOW_", "DVC_"))}
        store = f"sqlite:///{checkout}/.mlflow/mlflow.db"
        environment = {**inherited, "PYTHONPATH": str(ROOT), "MLFLOW_TRACKING_URI": store, "COLUMNS": "200"}
        return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def kws(python: Run) -> Callable[..., str]:
    """Run a `kws` command that must succeed; returns what it printed."""

    def run(*words: str | Path) -> str:
        done = python("-m", "kws.cli", *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_its_versions_are_listed_and_verified(kws, tmp_path):
    listed = kws("models")
    assert 0 < listed.index("@challenger") < listed.index("@champion")
    for number in ("1", "2"):
        kws("fetch", number, tmp_path / number)
        assert list((tmp_path / number).rglob("model.tflite"))
    assert "/home/person" not in (tmp_path / "another place" / ".mlflow" / "mlflow.db").read_bytes().decode("latin-1")


def test_its_challenger_is_promoted_and_rolled_back_on_its_own_ledger(kws):
    assert kws("promote", "2", "--accept", "local").splitlines()[-1].startswith("moved champion: version 1 → 2")
    assert kws("rollback").startswith("moved champion: version 2 → 1")
    ledger = kws("ledger")
    assert "why: the first that hears both words" in ledger
    assert [line for line in ledger.splitlines() if "champion: none → 1" in line]
    assert ledger.splitlines()[-1].startswith("3 records, ")
    assert ledger.splitlines()[-1].endswith("; no problems")


PROMPT = """\
import json, pathlib, sys
import mlflow
model = mlflow.pyfunc.load_model("models:/keyword-spotter/1")
answer = model.predict([pathlib.Path(path).read_bytes() for path in sys.argv[1:]])
import components, kws.core.errors
print(json.dumps([list(answer["label"]), components.__file__, kws.core.errors.__file__]))
"""


def test_its_model_answers_with_its_own_code_beside_todays(python, checkout):
    clips = [checkout / "data" / "clips" / word / "test_0.wav" for word in WORDS]
    assert python("-m", "kws.cli", "models").returncode == 0
    done = python("-W", "ignore", "-c", PROMPT, *clips)
    assert done.returncode == 0, done.stderr
    labels, its_code, todays_code = json.loads(done.stdout.splitlines()[-1])
    assert labels == list(WORDS)
    assert Path(its_code).is_relative_to(checkout / ".mlflow" / "artifacts" / "models")
    assert Path(todays_code).is_relative_to(ROOT)


@pytest.mark.parametrize("address", ["models:/keyword-spotter/1", "models:/keyword-spotter@challenger"])
def test_its_models_answer_kws_predict(kws, checkout, address):
    clips = [f"data/clips/{word}/test_0.wav" for word in WORDS]
    kws("predict", "--model", address, "--csv", "answers.csv", *clips)
    with (checkout / "answers.csv").open(newline="") as file:
        assert [row["label"] for row in csv.DictReader(file)] == list(WORDS)


@pytest.mark.slow
@pytest.mark.skipif(SSHD is None, reason="needs sshd: apt-get install openssh-server")
def test_its_versions_are_deployed_and_taken_back(kws, pi):
    for number in ("1", "2"):
        deployed = kws("deploy", "pi", "--model", f"models:/keyword-spotter/{number}")
        assert deployed.splitlines()[0] == f"models:/keyword-spotter/{number}: verified; 9 golden clips"
        assert f"keyword-spotter version {number}, model" in deployed
    assert "keyword-spotter version 1, model" in kws("deploy", "pi", "--rollback").splitlines()[0]
