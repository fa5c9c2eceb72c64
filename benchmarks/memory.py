"""Peak memory of ingest and preprocess as the number of clips grows: resident set of the largest process.

Uses synthetic clips, at 1, 5 and 10 times the number, and the commands of dvc.yaml.
"""

import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.measure import machine, parser, report
from benchmarks.workflow import Run, write_params
from kws.audio.manifest import read_manifest
from kws.core.command import run

TIMES = (1, 5, 10)
MEASURED = ("ingest", "preprocess")


def peak_megabytes(process: subprocess.Popen[bytes]) -> float:
    """Wait for a session leader to end; returns the largest peak among the processes of its session.

    Sampled while it runs: what the kernel adds up for a parent leaves out workers that another process waits for.
    """
    peak = 0
    while process.poll() is None:
        peak = max([peak, *(_peak_kilobytes(folder) for folder in _session(process.pid))])
        time.sleep(0.02)
    return peak / 1024


def _session(leader: int) -> list[Path]:
    return [folder for folder in Path("/proc").glob("[0-9]*") if _session_of(folder) == leader]


def _session_of(folder: Path) -> int | None:
    try:
        # The command's name may hold blanks and brackets; the session is the fourth field after it.
        return int((folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[3])
    except (FileNotFoundError, ProcessLookupError):
        return None


def _peak_kilobytes(folder: Path) -> int:
    try:
        status = (folder / "status").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    peaks = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")]
    return peaks[0] if peaks else 0


def measure(takes: int, copies: int) -> tuple[int, dict[str, float]]:
    """Measure the peak per stage in megabytes; returns it after the number of clips."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        changes = {"ingest.synthetic.takes": takes, "preprocess.augmentation.copies": copies}
        write_params(folder, {"ingest.source": "synthetic", **changes})
        peaks = {}
        for stage in MEASURED:
            under_way = Run(stage, folder)
            peaks[stage] = peak_megabytes(under_way.process)
            under_way.wait()
        return len(read_manifest(folder / "data" / "clips")), peaks


def main() -> None:
    """Run, measure, print."""
    command = parser("memory", __doc__, "--takes 10 --output memory.json")
    command.add_argument("--takes", type=int, default=10, help="recordings per word and voice at 1× (default: 10)")
    command.add_argument("--copies", type=int, default=1, help="augmented copies in preprocess (default: 1)")
    flags = command.parse_args()
    found = [measure(flags.takes * times, flags.copies) for times in TIMES]
    first = found[0][1]
    rows = [
        {
            "stage": stage,
            "times": times,
            "clips": num_clips,
            "peak MB": peaks[stage],
            "ratio to 1×": peaks[stage] / first[stage],
        }
        for stage in MEASURED
        for times, (num_clips, peaks) in zip(TIMES, found, strict=True)
    ]
    report("Peak memory of the largest process", rows, machine("numpy"), flags.output)


if __name__ == "__main__":
    run(main)
