"""The whole workflow with real stages, DVC and MLflow, in its own checkout."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from support.checkout import LENIENT, SMALL, Checkout
from support.emulation import needs_emulator
from support.project import NEEDS_ARCHIVE, ROOT, make_chirp
from support.servers import find_free_ports
from support.versions import write_policy

from kws.audio.clips import encode_wav

pytestmark = pytest.mark.slow

STAGES = ["ingest", "preprocess", "train", "prune", "convert", "evaluate", "validate", "gate", "track", "register"]


def ran(place, *arguments):
    """The stages that `dvc repro` runs; fingerprint looks at the source each time."""
    return re.findall(r"^Running stage '(\w+)'", place.dvc("repro", *arguments).stdout, re.MULTILINE)


def report(place, name):
    return json.loads((place.folder / "reports" / f"{name}.json").read_text())


@pytest.fixture(scope="module")
def unblessed(tmp_path_factory):
    """A checkout after `dvc repro` on clips of a few voices: its model is not good enough."""
    place = Checkout(tmp_path_factory.mktemp("workflow") / "unblessed", SMALL)
    place.output = place.dvc("repro").stdout
    return place


@pytest.fixture(scope="module")
def blessed(unblessed):
    """The same checkout after its thresholds were lowered to what any model passes."""
    unblessed.change(LENIENT)
    unblessed.output = unblessed.dvc("repro").stdout
    return unblessed


def test_an_unblessed_model_is_tracked_with_its_reasons_and_not_registered(unblessed):
    assert [stage for stage in STAGES if f"Running stage '{stage}'" in unblessed.output] == STAGES
    assert "not blessed: " in unblessed.output
    assert report(unblessed, "gate")["blessed"] is False
    assert report(unblessed, "run")["run_id"]
    registration = report(unblessed, "registration")
    assert registration["registered"] is False
    assert any("accuracy" in reason for reason in registration["reasons"])


def test_a_blessed_model_becomes_the_challenger_without_training_again(blessed):
    assert "Running stage 'gate'" in blessed.output
    assert "Running stage 'train'" not in blessed.output
    registration = report(blessed, "registration")
    assert (registration["registered"], registration["alias"]) == (True, "challenger")


def test_a_second_time_there_is_nothing_to_do(blessed):
    assert ran(blessed) == ["fingerprint"]


def test_forced_again_the_same_result_makes_no_second_run_or_version(blessed):
    before = report(blessed, "run"), report(blessed, "registration")
    blessed.dvc("repro", "--force", "--single-item", "track", "register")
    assert (report(blessed, "run"), report(blessed, "registration")) == before


PREDICT = """
import sys, wave
import mlflow, numpy
model = mlflow.pyfunc.load_model("models:/keyword-spotter@challenger")
print(model.predict([open(sys.argv[1], "rb").read()])["label"][0])
with wave.open(sys.argv[1]) as wav:
    samples = numpy.frombuffer(wav.readframes(16000), "<i2").astype("float32") / 32768
print(model.predict(samples[None])["label"][0])
assert "tensorflow" not in sys.modules
"""


def test_the_challenger_answers_at_a_plain_python_prompt(blessed, tmp_path):
    with (blessed.folder / "reports" / "predictions.csv").open() as file:
        row = next(csv.DictReader(file))
    expected = max(("up", "down"), key=lambda word: float(row[f"tflite_{word}"]))
    environment = {**os.environ, "MLFLOW_TRACKING_URI": f"sqlite:///{blessed.folder}/.mlflow/mlflow.db"}
    command = [sys.executable, "-c", PREDICT, str(blessed.folder / "data" / "clips" / row["clip"])]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [expected, expected]


def test_the_summary_shows_forms_gate_and_where_to_look(blessed):
    out = blessed.run(sys.executable, "-m", "kws.cli", "summary").stdout
    assert all(form in out for form in ("float", "pruned", "tflite"))
    assert "blessed" in out
    assert report(blessed, "run")["run_id"] in out
    assert "@challenger" in out


def test_dvc_shows_the_metrics_and_draws_the_plots(blessed):
    metrics = json.loads(blessed.dvc("metrics", "show", "--json").stdout)[""]["data"]
    assert metrics["reports/evaluation.json"]["data"]["forms"]["tflite"]["n"] > 0
    page = blessed.dvc("plots", "show").stdout.strip()
    assert Path(page.removeprefix("file://")).is_file()


def test_a_clone_gets_the_data_from_the_remote_instead_of_ingesting(blessed, tmp_path):
    blessed.dvc("remote", "add", "--default", "--force", "storage", str(tmp_path / "storage"))
    blessed.commit("results")
    blessed.dvc("push")
    blessed.run("git", "clone", "--quiet", str(blessed.folder), str(tmp_path / "clone"))
    clone = Checkout.open(tmp_path / "clone")
    clone.dvc("pull")
    manifest = "data/clips/manifest.csv"
    assert (clone.folder / manifest).read_bytes() == (blessed.folder / manifest).read_bytes()
    assert ran(clone) == ["fingerprint"]


def test_without_the_mlflow_server_nothing_is_lost_and_a_second_run_finishes(unblessed):
    unblessed.change({"track": {"experiment": "later"}})
    done = unblessed.dvc("repro", check=False, MLFLOW_TRACKING_URI="http://127.0.0.1:9")
    assert done.returncode != 0
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert "dvc repro finishes the job" in line
    assert (unblessed.folder / "models" / "tflite" / "model.tflite").is_file()
    assert report(unblessed, "gate")
    again = unblessed.dvc("repro")
    assert [stage for stage in STAGES if f"Running stage '{stage}'" in again.stdout] == ["track", "register"]
    assert report(unblessed, "run")["experiment"] == "later"


def test_the_way_from_a_model_to_one_in_service_and_back_is_as_the_page_says(blessed):
    """docs/guides/registry.md, from `make repro` on, which has run."""
    page = (ROOT / "docs" / "guides" / "registry.md").read_text()
    commands = re.search(r"```sh\n.*?activate\n(.*?)```", page, re.DOTALL)[1]
    # Two small nets may well differ by more than chance; and somebody else may be at the port.
    write_policy(blessed.folder, significance=1e-12)
    (port,) = find_free_ports(1)
    commands = commands.replace(":5001", f":{port}").replace(" 5001", f" {port}")
    # A server that a failed command left behind would keep the output open.
    done = blessed.run("bash", "-eux", "-c", f"trap 'kill $(jobs -p) || true' EXIT\n{commands}")
    assert "UNMET  device: expected a measurement on raspberry-pi, got local" in done.stdout
    assert '{"predictions": [{"label": "' in done.stdout
    moves = re.findall(r"(?:promote|rollback)  keyword-spotter  champion: (.*?)  record", done.stdout)
    assert moves == ["none → 1", "1 → 2", "2 → 1"]
    assert done.stdout.rstrip().endswith("; no problems")


def test_a_grid_is_queued_with_dvc_and_every_run_lands_in_the_one_store(blessed):
    blessed.commit("grid")
    blessed.dvc("exp", "run", "--queue", "-S", "preprocess.frame_length_ms=32,64", "-S", "track.experiment=grid")
    blessed.dvc("queue", "start")
    status = "Queued"
    while "Queued" in status or "Running" in status:
        time.sleep(1)
        status = blessed.dvc("queue", "status").stdout
    assert status.count("Success") == 2, status
    shown = json.loads(blessed.dvc("exp", "show", "--json").stdout)
    lengths = {
        experiment["revs"][0]["data"]["params"]["params.yaml"]["data"]["preprocess"]["frame_length_ms"]
        for revision in shown
        for experiment in revision["experiments"] or ()
    }
    assert lengths == {32, 64}
    database = sqlite3.connect(blessed.folder / ".mlflow" / "mlflow.db")
    query = "select count(*) from runs join experiments using (experiment_id) where experiments.name = 'grid'"
    assert database.execute(query).fetchone() == (2,)


@pytest.fixture
def recorded(tmp_path):
    """A checkout after `dvc repro preprocess` on a person's own recordings, which git does not keep."""
    directory = {"path": "own", "speaker_pattern": r"^(\d+)-"}
    ingest = {"source": "directory", "directory": directory, "validation_percent": 20, "test_percent": 20}
    place = Checkout(tmp_path / "recorded", SMALL, {"ingest": ingest})
    with (place.folder / ".gitignore").open("a") as file:
        file.write("/own/\n")
    for number in range(120):
        record(place, ("up", "down")[number % 2], number // 2)
    place.dvc("repro", "preprocess")
    place.commit("recorded")
    return place


def record(place, word, speaker, take=0):
    rng = np.random.default_rng([("up", "down").index(word), speaker, take])
    path = place.folder / "own" / word / f"{speaker}-{take}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_wav(make_chirp(word, rng)))
    return path


def clips(place):
    return {f"{path.parent.name}/{path.name}" for path in (place.folder / "data" / "clips").rglob("*.wav")}


def test_recordings_that_are_added_or_moved_become_clips_and_unchanged_ones_wake_no_stage(recorded):
    assert ran(recorded, "preprocess") == ["fingerprint"]
    added, moved = record(recorded, "up", 7, take=1), recorded.folder / "own" / "down" / "8-1.wav"
    (recorded.folder / "own" / "up" / "8-0.wav").rename(moved)

    assert ran(recorded, "preprocess") == ["fingerprint", "ingest", "preprocess"]
    after = clips(recorded)
    assert {"up/7-1.wav", "down/8-1.wav"} <= after
    assert "up/8-0.wav" not in after
    shutil.rmtree(recorded.folder / "data")
    assert ran(recorded, "preprocess") == ["fingerprint"]
    assert clips(recorded) == after
    added.unlink()
    shutil.rmtree(recorded.folder / "data")
    assert ran(recorded, "preprocess") == ["fingerprint", "ingest", "preprocess"]
    assert clips(recorded) == after - {"up/7-1.wav"}


def test_experiments_in_a_copy_look_at_the_recordings_of_the_checkout(recorded):
    moved = recorded.dvc("exp", "run", "--temp", "-S", "ingest.seed=2", "preprocess").stdout
    assert "Running stage 'ingest'" in moved
    unmoved = recorded.dvc("exp", "run", "--temp", "-S", "preprocess.augmentation.copies=2", "preprocess").stdout
    assert "Running stage 'fingerprint'" in unmoved
    assert "Stage 'ingest' didn't change, skipping" in unmoved
    assert "Running stage 'preprocess'" in unmoved


FEW = {"training": 300, "validation": 60, "test": 100}


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A checkout after `dvc repro` on real clips."""
    if "SPEECH_COMMANDS" not in os.environ:
        pytest.skip(NEEDS_ARCHIVE)
    ingest = {"source": "speech_commands", "archive": os.environ["SPEECH_COMMANDS"], "max_clips_per_word": FEW}
    learn = {"train": {"alpha": 0.5, "branches": 1, "epochs": 12}, "prune": {"epochs": 2}}
    place = Checkout(tmp_path_factory.mktemp("workflow") / "real", {"ingest": ingest, **learn})
    place.dvc("repro")
    return place


def test_real_clips_pass_through_every_stage(real):
    evaluation = report(real, "evaluation")
    assert evaluation["forms"]["tflite"]["n"] == 2 * FEW["test"]
    assert evaluation["forms"]["tflite"]["accuracy_lower_95"] > 0.8, "far above chance"
    assert report(real, "device")["agreement"]["same"] == 2 * FEW["test"]


@needs_emulator
def test_an_emulated_pi_answers_real_clips_and_the_verdict_is_on_its_modelled_latency(real):
    (ROOT / ".cache" / "pi").mkdir(parents=True, exist_ok=True)
    (real.folder / ".cache").mkdir(exist_ok=True)
    (real.folder / ".cache" / "pi").symlink_to(ROOT / ".cache" / "pi")
    accuracy = {"gate": {"min_accuracy": 0, "min_accuracy_lower_95": 0}}
    real.change(accuracy, {"validate": {"device": {"kind": "emulated"}}})
    real.dvc("repro")
    device, verdict, run = report(real, "device"), report(real, "gate"), report(real, "run")
    assert device["agreement"]["same"] == device["n"] == 2 * FEW["test"]
    assert device["agreement"]["max_steps"] <= 1
    latency = {check["bound"]: check for check in verdict["checks"] if "latency" in check["metric"]}
    assert {check["metric"] for check in latency.values()} == {"modelled_latency_ms"}
    assert latency["median"]["value"] == device["modelled_latency_ms"]["total"]["median"]
    assert verdict["blessed"] is True
    assert report(real, "registration")["alias"] == "challenger"
    with closing(sqlite3.connect(real.folder / ".mlflow" / "mlflow.db")) as database:
        query = "select value from tags where key = 'device_kind' and run_uuid = ?"
        assert database.execute(query, (run["run_id"],)).fetchone() == ("emulated",)
    assert "modelled" in real.run(sys.executable, "-m", "kws.cli", "summary").stdout
    assert "modelled, emulated" in real.run(sys.executable, "-m", "kws.cli", "models", COLUMNS="250").stdout
