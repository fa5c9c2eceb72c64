"""A small model with its reports, and a store per test, for tests of track, register and the registry."""

import json
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from components.gate.__main__ import main as gate
from components.register.__main__ import main as register
from components.track.__main__ import main as track
from components.validate.__main__ import main as validate
from kws.tracking.evidence import Evidence, read_evidence
from support.project import params_flag

with warnings.catch_warnings():
    # MLflow warns of its own type hints and of its own tables when it is imported.
    warnings.simplefilter("ignore")
    import mlflow.pyfunc
    import mlflow.store.tracking.sqlalchemy_store  # noqa: F401
    from mlflow import MlflowClient

LENIENT = {"min_accuracy": 0, "min_accuracy_lower_95": 0, "max_latency_median_ms": 1e4, "max_latency_p99_ms": 1e4}


@dataclass(frozen=True)
class Results:
    """The outputs of the stages up to gate."""

    clips: Path
    model: Path
    pruned: Path
    tflite: Path
    reports: Path

    def flags(self) -> list[str]:
        """List the flags of track: the paths that it reads and writes."""
        folders = {"clips": self.clips, "model": self.model, "pruned": self.pruned, "tflite": self.tflite}
        names = {
            "evaluation": "evaluation.json",
            "predictions": "predictions.csv",
            "plots": "plots",
            "device-report": "device.json",
            "verdict": "gate.json",
            "report": "report.html",
            "card": "model_card.md",
            "run": "run.json",
        }
        paths = folders | {flag: self.reports / name for flag, name in names.items()}
        return [word for flag, path in paths.items() for word in (f"--{flag}", str(path))]

    def evidence(self) -> Evidence:
        """The same, read."""
        return read_evidence(
            self.clips,
            {"train": self.model, "prune": self.pruned},
            self.tflite,
            evaluation=self.reports / "evaluation.json",
            predictions=self.reports / "predictions.csv",
            plots=self.reports / "plots",
            device_report=self.reports / "device.json",
            verdict=self.reports / "gate.json",
        )

    def judge(self, **thresholds: float) -> "Results":
        """Judge the model again by other thresholds."""
        reports = ["--evaluation", self.reports / "evaluation.json", "--device-report", self.reports / "device.json"]
        reports += ["--verdict", self.reports / "gate.json", "--summary", self.reports / "gate.md"]
        gate([*params_flag("gate", **thresholds), *map(str, reports)])
        return self

    def track(self, *flags: str, **params: str) -> dict:
        """Run track; returns the content of run.json."""
        track([*params_flag("track", **params), *self.flags(), *flags])
        return json.loads((self.reports / "run.json").read_text())

    def register(self, **params: str) -> dict:
        """Run register; returns the content of registration.json."""
        paths = {
            "run": "run.json",
            "verdict": "gate.json",
            "card": "model_card.md",
            "registration": "registration.json",
        }
        flags = [word for flag, name in paths.items() for word in (f"--{flag}", str(self.reports / name))]
        register([*params_flag("register", **params), *flags])
        return json.loads((self.reports / "registration.json").read_text())


@pytest.fixture(scope="session")
def shared_results(clips_folder, model_folder, tflite_folder, evaluation, tmp_path_factory) -> Results:
    """Results of a blessed model, shared by all tests: not to be changed."""
    reports = tmp_path_factory.mktemp("results") / "reports"
    shutil.copytree(evaluation, reports)
    results = Results(clips_folder, model_folder, model_folder, tflite_folder, reports)
    flags = ["--clips", clips_folder, "--tflite", tflite_folder, "--predictions", reports / "predictions.csv"]
    flags += ["--device-report", reports / "device.json"]
    validate([*params_flag("validate", window_s=0.01), *map(str, flags)])
    return results.judge(**LENIENT)


def copy_results(original: Results, folder: Path) -> Results:
    """Copy results into a folder, to be changed there."""
    copies = {name: folder / name for name in ("model", "pruned", "tflite", "reports")}
    for name, copy in copies.items():
        shutil.copytree(getattr(original, name), copy)
    return replace(original, **copies)


@contextmanager
def open_store(folder: Path, original: Path) -> Iterator[MlflowClient]:
    """Open a store below `folder`, made from a database, which track and register use during the `with` block."""
    database = folder / ".mlflow" / "mlflow.db"
    database.parent.mkdir()
    shutil.copyfile(original, database)
    if (original.parent / "artifacts").is_dir():
        shutil.copytree(original.parent / "artifacts", database.parent / "artifacts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{database}")
        patch.chdir(folder)
        # MLflow puts the code of every model that it loads in front.
        patch.setattr(sys, "path", list(sys.path))
        yield MlflowClient(f"sqlite:///{database}")


@contextmanager
def promote_results(shared_results: Results, folder: Path, empty_database: Path) -> Iterator[Results]:
    """Copy results, and make their version champion and challenger during the `with` block."""
    results = copy_results(shared_results, folder)
    with open_store(folder, empty_database) as client:
        results.track()
        results.register()
        client.set_registered_model_alias("keyword-spotter", "champion", "1")
        yield results


@pytest.fixture
def results(shared_results, tmp_path) -> Results:
    """Results of a blessed model, which the test may change."""
    return copy_results(shared_results, tmp_path)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> Path:
    """A database with MLflow's tables, shared because they take a second to create."""
    path = tmp_path_factory.mktemp("mlflow") / "mlflow.db"
    MlflowClient(f"sqlite:///{path}").search_experiments()
    return path


@pytest.fixture
def store(empty_database, tmp_path) -> Iterator[MlflowClient]:
    """A store for one test."""
    with open_store(tmp_path, empty_database) as client:
        yield client
