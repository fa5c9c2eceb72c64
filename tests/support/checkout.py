"""A separate checkout for tests that run the whole workflow on little data."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ruamel.yaml import YAML

from support.project import ROOT

# One recording of each word by each voice, narrow networks, few epochs: enough to pass through every stage.
SMALL = {
    "ingest": {"synthetic": {"takes": 1}},
    "preprocess": {"augmentation": {"copies": 1}},
    "train": {"alpha": 0.25, "branches": 1, "epochs": 2},
    "prune": {"epochs": 1},
    "validate": {"window_s": 0.05},
}
# Thresholds that any model passes: the tests are about the workflow, not about the model.
LENIENT = {"gate": {"min_accuracy": 0, "min_accuracy_lower_95": 0, "max_latency_median_ms": 1e6}}
LENIENT["gate"]["max_latency_p99_ms"] = 1e6


class Checkout:
    """A git and DVC checkout of the working tree's files in a new folder.

    Args:
        folder: to create.
        changes: to params.yaml, nested mappings of keys.
    """

    def __init__(self, folder: Path, *changes: dict) -> None:
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            if name != "dvc.lock" and (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        self.change(*changes)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("start")

    @classmethod
    def open(cls, folder: Path) -> "Checkout":
        """Open an existing checkout."""
        place = cls.__new__(cls)
        place.folder = folder
        return place

    def change(self, *changes: dict) -> None:
        """Change params.yaml."""
        yaml, path = YAML(), self.folder / "params.yaml"
        params = yaml.load(path)
        for change in changes:
            _merge(params, change)
        yaml.dump(params, path)

    def git(self, *arguments: str) -> str:
        """Run git."""
        return self.run("git", "-c", "user.name=test", "-c", "user.email=test@example.org", *arguments).stdout

    def commit(self, message: str) -> None:
        """Commit everything that is not ignored."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def dvc(self, *arguments: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run DVC."""
        return self.run(sys.executable, "-m", "dvc", *arguments, check=check, **environment)

    def run(self, *command: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout, as in a new terminal with the environment on its PATH."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("MLFLOW_", "DVC_", "GIT_"))}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**inherited, "PATH": path, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if check:
            assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
        return done


def _merge(target: dict, change: dict) -> None:
    for key, value in change.items():
        if isinstance(value, dict):
            _merge(target[key], value)
        else:
            target[key] = value
