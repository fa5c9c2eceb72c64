"""Time of the same workflow under DVC and under Kubeflow: `dvc repro` and `kws run-local` in turns, and `kws compile`.

Both record at MLFLOW_TRACKING_URI, and the containers run the images of `make images`. Processor time includes the
command, its children and the containers of `kws run-local`, but not the container engine; on a busy machine it varies
less than wall time.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import docker

from benchmarks.measure import machine, parser, report
from benchmarks.workflow import ROOT, StageFailedError, changes, write_params
from components.images import LIGHT
from kws.core.command import run
from kws.core.errors import TrackingError

CONTROL_GROUPS = Path("/sys/fs/cgroup")

# What a process that compiles has imported, counted by the process itself.
_COUNT = """
import json, sys
sys.argv = ["kws", "compile", "--allow-tags", "-o", sys.argv[1]]
from kws.cli import app
try:
    app()
except SystemExit:
    loaded = {name.split(".")[0] for name in sys.modules}
    print(json.dumps([len(sys.modules), sorted(loaded & {"tensorflow", "tf_keras", "mlflow", "dvc"})]))
"""

# Seconds on the wall clock, of the processor.
Times = tuple[float, float]


def timed(command: list[str], folder: Path, elsewhere_s: Callable[[], float] = lambda: 0.0) -> tuple[Times, str]:
    """Time a command in a folder; returns the times and its output.

    Args:
        command: to run.
        folder: where.
        elsewhere_s: seconds of the processor so far in what is not its children.

    Raises:
        StageFailedError: it ended with an error.
    """
    # The stages of DVC are `python`, this one.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    began, used = time.perf_counter(), _children_s() + elsewhere_s()
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    times = time.perf_counter() - began, _children_s() + elsewhere_s() - used
    # Not blessed is a result as well: this is about the way to it.
    if done.returncode not in (0, 3):
        raise StageFailedError(" ".join(command[1:4]), done.returncode, done.stderr or done.stdout)
    return times, done.stdout


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def containers_s() -> Callable[[], float]:
    """Make a function that reads the processor seconds of all containers, including ended ones."""
    probe = docker.from_env().containers.run(LIGHT, ["sleep", "60"], detach=True, auto_remove=True)
    try:
        probe.reload()
        lines = Path(f"/proc/{probe.attrs['State']['Pid']}/cgroup").read_text(encoding="utf-8").splitlines()
    finally:
        probe.kill()
    places = {tuple(line.split(":")[1].split(",")): Path(line.split(":")[2].lstrip("/")).parent for line in lines}
    first = next((place for controllers, place in places.items() if "cpuacct" in controllers), None)
    if first is not None:
        file = CONTROL_GROUPS / "cpuacct" / first / "cpuacct.usage"
        return lambda: int(file.read_text(encoding="utf-8")) / 1e9
    file = CONTROL_GROUPS / places[("",)] / "cpu.stat"
    return lambda: int(dict(line.split() for line in file.read_text(encoding="utf-8").splitlines())["usage_usec"]) / 1e6


def flags(settings: list[str]) -> Iterator[str]:
    """Format the changed params as flags that both commands take."""
    for setting in settings:
        yield from ("--param", setting)


def main() -> None:
    """Run, measure, print."""
    command = parser("kubeflow", __doc__, "--set train.epochs=5 --rounds 3")
    command.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="a changed value of params.yaml"
    )
    command.add_argument("--rounds", type=int, default=1, help="rounds per command")
    options = command.parse_args()
    if not os.environ.get("MLFLOW_TRACKING_URI", "").startswith("http"):
        raise TrackingError("expected an MLflow server in MLFLOW_TRACKING_URI, got none; kws ui starts one")
    in_containers = containers_s()
    run_local = [sys.executable, "-m", "kws.cli", "run-local", *flags(options.set), "--folder"]
    times: dict[str, list[Times]] = {"kws compile": [], "dvc repro": [], "kws run-local": []}
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            spent, said = timed([sys.executable, "-c", _COUNT, str(folder / "pipeline.yaml")], ROOT)
            times["kws compile"].append(spent)
            repro = [sys.executable, "-m", "dvc", "repro", "--quiet"]
            times["dvc repro"].append(timed(repro, checkout(folder / "dvc", options.set))[0])
            times["kws run-local"].append(timed([*run_local, str(folder / "kubeflow")], ROOT, in_containers)[0])
    middle = {what: [median(spent) for spent in zip(*each, strict=True)] for what, each in times.items()}
    wall, processor = middle["dvc repro"]
    rows = [
        {"what": what, "wall s": of[0], "of dvc": of[0] / wall, "processor s": of[1], "of dvc's": of[1] / processor}
        for what, of in middle.items()
    ]
    modules, heavy = json.loads(said.splitlines()[-1])
    notes = [f"medians of {options.rounds}"]
    notes += [f"kws compile loads {modules:,} modules, of TensorFlow, MLflow and DVC: {', '.join(heavy) or 'none'}"]
    notes += [f"with {setting}" for setting in options.set]
    report("The same work by DVC and by Kubeflow's local runner", rows, machine("kfp", "dvc"), options.output, notes)


def checkout(folder: Path, settings: list[str]) -> Path:
    """Make a clone with changed params and without caches."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    (folder / "dvc.lock").unlink(missing_ok=True)
    write_params(folder, changes(settings))
    return folder


if __name__ == "__main__":
    run(main)
