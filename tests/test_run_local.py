"""The whole pipeline in its containers on this machine: `make test-containers`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.checkout import LENIENT, SMALL, Checkout
from support.kubeflow_server import Execution, KubeflowServer
from support.project import ROOT
from support.servers import start_deployed_mlflow

from benchmarks.screenshots import mlflow_ui
from components.images import make_tag
from pipelines.parameters import STAGES

pytestmark = pytest.mark.containers


class Local:
    """`kws run-local` with a server of its own, everything in one folder; in this checkout or another."""

    def __init__(self, folder: Path, server: str, checkout: Path = ROOT) -> None:
        self.folder, self.server, self.checkout = folder, server, checkout

    def run(self, *sections: dict) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kws.cli", "run-local", "--folder", str(self.folder), *changes(*sections)],
            cwd=self.checkout,
            env={**os.environ, "MLFLOW_TRACKING_URI": self.server},
            capture_output=True,
            text=True,
            check=False,
        )

    def made(self, name: str) -> list[Path]:
        """What the runs so far have at a path, the latest last."""
        return sorted(self.folder.glob(f"keyword-spotter-training-*/{name}"))

    def versions(self) -> list[str]:
        """The versions in the registry."""
        from mlflow import MlflowClient

        found = MlflowClient(self.server).search_model_versions("name = 'keyword-spotter'")
        return [version.version for version in found]


def changes(*sections: dict) -> list[str]:
    """The flags that change params.yaml so."""
    return [word for section in sections for change in flat(section) for word in ("--param", change)]


def flat(section: dict, above: str = "") -> Iterator[str]:
    for key, value in section.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}={value}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """MLflow as it is deployed."""
    with start_deployed_mlflow(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="module")
def blessed(server: str, tmp_path_factory: pytest.TempPathFactory) -> Local:
    """After a run whose model is blessed."""
    place = Local(tmp_path_factory.mktemp("kubeflow"), server)
    done = place.run(SMALL, LENIENT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "blessed"
    return place


def test_a_blessed_model_is_in_the_registry(blessed: Local) -> None:
    assert blessed.versions() == ["1"]
    assert not blessed.made("rejected")
    assert blessed.made("outcome/outcome")[-1].read_text().startswith("# SUCCEEDED")


def test_the_report_is_an_artifact_of_track_and_names_the_images(blessed: Local) -> None:
    page = blessed.made("track/report")[-1].read_text()

    assert page.lstrip().startswith("<!doctype html>")
    assert all(f"{name}={make_tag(name)}" in page for name in ("light", "train"))
    assert blessed.made("track/card")[-1].read_text().startswith("# Keyword spotter: up, down")


def test_the_server_of_kws_ui_does_for_the_records(blessed: Local, tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "checkout").folder
    with mlflow_ui(checkout, tmp_path / "ui.log") as address:
        place = Local(blessed.folder, address, checkout)
        done = place.run(SMALL, LENIENT)

        assert done.returncode == 0, done.stdout + done.stderr
        assert place.versions() == ["1"]
    assert list(checkout.glob(".mlflow/artifacts/**/model.tflite"))


def test_the_containers_make_the_model_that_dvc_makes(blessed: Local, tmp_path: Path) -> None:
    place = Checkout(tmp_path / "dvc", SMALL, LENIENT)
    place.dvc("repro", "convert")

    (model,) = blessed.made("convert/tflite/model.tflite")
    assert model.read_bytes() == (place.folder / "models" / "tflite" / "model.tflite").read_bytes()


def test_a_model_that_is_not_blessed_takes_the_other_leaf_and_nothing_is_registered(blessed: Local) -> None:
    before, registered = blessed.versions(), blessed.made("register")

    done = blessed.run(SMALL, LENIENT, {"gate": {"max_size_bytes": 1}})

    assert done.returncode == 3, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "not blessed"
    assert len(blessed.made("train/model")) == 1, "what did not change runs again"
    assert "size_bytes" in blessed.made("rejected/registration")[-1].read_text()
    assert "# Not blessed" in blessed.made("gate/summary")[-1].read_text()
    assert blessed.made("register") == registered
    assert blessed.versions() == before


def test_a_stage_that_fails_fails_the_run_and_the_outcome_says_so(blessed: Local) -> None:
    done = blessed.run(SMALL, {"preprocess": {"num_mel_bins": 120}})

    assert done.returncode == 1
    assert "error: expected a frequency bin in every mel filter" in done.stdout
    assert blessed.made("outcome/outcome")[-1].read_text().startswith("# FAILED")
    assert len(blessed.made("train/model")) == 1, "a stage ran after one that failed"


def submit(kubeflow: KubeflowServer, mlflow: str, *sections: dict) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kws.cli", "submit", "--host", kubeflow.address, "--allow-tags", "--wait"]
    return subprocess.run(
        [*command, "--every-s", "0.5", *changes(*sections)],
        cwd=ROOT,
        env={**os.environ, "MLFLOW_TRACKING_URI": mlflow},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_submitted_run_goes_to_its_verdict_and_mlflow_knows_whose_it_is(blessed: Local, server: str) -> None:
    from mlflow import MlflowClient

    client = MlflowClient(server)
    # As Kubeflow's MLflow plugin prepares it.
    parent = client.create_run(client.create_experiment("KFP-Default")).info
    environment = {"MLFLOW_TRACKING_URI": server, "MLFLOW_RUN_ID": parent.run_id}
    with KubeflowServer(Execution(blessed.folder, environment)) as kubeflow:
        done = submit(kubeflow, server, SMALL, LENIENT)
        ((run_id, run),) = kubeflow.runs.items()

    assert (done.returncode, done.stderr) == (0, "")
    states = {detail["display_name"]: detail["state"] for detail in run["run_details"]["task_details"]}
    assert {stage: states[stage] for stage in ("ingest", "train")} == {"ingest": "SKIPPED", "train": "SKIPPED"}
    assert {states[task] for task in ("validate", "track", "register", "outcome")} == {"SUCCEEDED"}
    assert set(STAGES) <= set(states)
    (tracked,) = client.search_runs([parent.experiment_id], f"tags.kubeflow_run_id = '{run_id}'")
    assert tracked.data.tags["mlflow.parentRunId"] == parent.run_id
    assert [tracked.data.tags[f"image_{name}"] for name in ("light", "train")] == [make_tag("light"), make_tag("train")]
    assert len(tracked.data.tags["git_commit"]) == 40
    assert {"git_dirty", "params_sha256", "data_sha256"} <= set(tracked.data.tags)
    record = f"{server}/#/experiments/{parent.experiment_id}/runs/{tracked.info.run_id}"
    assert done.stdout.splitlines() == [f"{kubeflow.address}/#/runs/details/{run_id}", f"MLflow: {record}", "blessed"]
    told = json.loads(blessed.made("track/executor_output.json")[-1].read_text())
    assert told["parameterValues"] == {"run_url": record}
    assert told["artifacts"]["run"]["artifacts"][0]["metadata"] == {"run_id": tracked.info.run_id, "run_url": record}


def test_a_submitted_run_whose_stage_fails_is_said_to_have(blessed: Local, server: str) -> None:
    with KubeflowServer(Execution(blessed.folder, {"MLFLOW_TRACKING_URI": server})) as kubeflow:
        done = submit(kubeflow, server, SMALL, {"preprocess": {"num_mel_bins": 120}})

    assert done.returncode == 1
    # Of a container that is gone before it could ask, the local runner says that it succeeded: the next one misses it.
    assert done.stdout.splitlines()[-1].startswith(("failed: preprocess: ", "failed: train: "))


@pytest.mark.parametrize("address", ["", "sqlite:///mlflow.db"])
def test_records_need_a_server(tmp_path: Path, address: str) -> None:
    done = Local(tmp_path, address).run()

    assert done.returncode == 2
    assert done.stderr.startswith("error: expected an MLflow server in MLFLOW_TRACKING_URI, got ")


def test_a_missing_engine_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nothing.sock")

    done = Local(tmp_path, "http://127.0.0.1:1").run()

    assert done.returncode == 2
    assert "expected a Docker daemon" in done.stderr
