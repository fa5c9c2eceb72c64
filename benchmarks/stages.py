"""Wall time of each stage of the workflow on a Speech Commands archive.

Runs the commands of dvc.yaml in order in a temporary folder, which also holds the MLflow store.
"""

import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.measure import machine, parser, report
from benchmarks.workflow import ROOT, Run, changes, stages, write_params
from kws.core.command import run
from kws.core.progress import show_progress


def main() -> None:
    """Run, measure, print."""
    command = parser("stages", __doc__, "--archive speech_commands.tar.gz --set train.epochs=2")
    command.add_argument("--archive", type=Path, required=True, help="tar.gz of Speech Commands")
    command.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="a changed value of params.yaml"
    )
    flags = command.parse_args()
    archive = {"ingest.source": "speech_commands", "ingest.archive": str(flags.archive.resolve())}
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        write_params(Path(name), {**archive, **changes(flags.set)})
        # Where register has its section.
        shutil.copytree(ROOT / "mlflow", Path(name) / "mlflow")
        for stage in show_progress(stages(), "stages"):
            began = time.perf_counter()
            Run(stage, Path(name)).wait()
            seconds[stage] = time.perf_counter() - began
    total = sum(seconds.values())
    lines = [*seconds.items(), ("together", total)]
    rows = [{"stage": stage, "seconds": value, "share %": 100 * value / total} for stage, value in lines]
    on = machine("numpy", "tensorflow", "mlflow")
    notes = [f"archive {flags.archive.name}", *(f"with {setting}" for setting in flags.set)]
    report("Wall time of the stages", rows, on, flags.output, notes)


if __name__ == "__main__":
    run(main)
