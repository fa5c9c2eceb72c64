"""Kubeflow beside DVC: `kws compile` alone, then the same work by `dvc repro` and by `kws run-local`, in this order.

Both keep their records at MLFLOW_TRACKING_URI; the images of `make images` are those that run.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import machine, parser, report
from benchmarks.workflow import ROOT, StageFailedError, changes, write_params
from components.kws.command import run
from components.kws.errors import TrackingError

# What a process that compiles has imported, counted by the process itself.
_COUNT = """
import json, sys
sys.argv = ["kws", "compile", "--allow-tags", "-o", sys.argv[1]]
from pipelines.cli import app
try:
    app()
except SystemExit:
    loaded = {name.split(".")[0] for name in sys.modules}
    print(json.dumps([len(sys.modules), sorted(loaded & {"tensorflow", "tf_keras", "mlflow", "dvc"})]))
"""


def timed(command: list[str], folder: Path) -> tuple[float, str]:
    """Seconds of a command in a folder, and what it printed.

    Raises:
        StageFailedError: it ended with an error.
    """
    # The stages of DVC are `python`, this one.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - began
    # Not blessed is a result as well: this is about the way to it.
    if done.returncode not in (0, 3):
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise StageFailedError(f"expected {' '.join(command[1:4])} to pass, got {done.returncode}: {' '.join(last)}")
    return seconds, done.stdout


def flags(settings: list[str]) -> Iterator[str]:
    """The changes of params as both commands take them."""
    for setting in settings:
        yield from ("--param", setting)


def main() -> None:
    """Run, measure, print."""
    command = parser("kubeflow", __doc__, "--set train.epochs=5")
    command.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="another value in params.yaml")
    options = command.parse_args()
    if not os.environ.get("MLFLOW_TRACKING_URI", "").startswith("http"):
        raise TrackingError("expected an MLflow server in MLFLOW_TRACKING_URI, got none; kws ui starts one")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compile_s, said = timed([sys.executable, "-c", _COUNT, str(folder / "pipeline.yaml")], ROOT)
        modules, heavy = json.loads(said.splitlines()[-1])
        dvc_s, _ = timed([sys.executable, "-m", "dvc", "repro", "--quiet"], checkout(folder / "dvc", options.set))
        run_local = [sys.executable, "-m", "pipelines.cli", "run-local", "--folder", str(folder / "kubeflow")]
        local_s, _ = timed([*run_local, *flags(options.set)], ROOT)
    rows = [
        {"what": "kws compile", "seconds": compile_s, "of dvc repro": compile_s / dvc_s},
        {"what": "dvc repro", "seconds": dvc_s, "of dvc repro": 1.0},
        {"what": "kws run-local", "seconds": local_s, "of dvc repro": local_s / dvc_s},
    ]
    notes = [f"kws compile loads {modules:,} modules, of TensorFlow, MLflow and DVC: {', '.join(heavy) or 'none'}"]
    notes += [f"with {setting}" for setting in options.set]
    report("The same work by DVC and by Kubeflow's local runner", rows, machine("kfp", "dvc"), options.output, notes)


def checkout(folder: Path, settings: list[str]) -> Path:
    """A clone with changed params, that has nothing to look up."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    (folder / "dvc.lock").unlink(missing_ok=True)
    write_params(folder, changes(settings))
    return folder


if __name__ == "__main__":
    run(main)
