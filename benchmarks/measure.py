"""Common parts of the benchmarks: command line, interleaved timing, description of the machine, table."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rich import box
from rich.console import Console
from rich.table import Table

from kws.core.files import write_json

WIDTH_OF_FILES = 240

Seconds = npt.NDArray[np.float64]


def parser(name: str, doc: str | None, example: str = "") -> argparse.ArgumentParser:
    """Make the parser of `python -m benchmarks.<name>`, with `--output`."""
    command = f"python -m benchmarks.{name}"
    made = argparse.ArgumentParser(
        prog=command,
        description=doc,
        epilog=f"example: {command} {example}".rstrip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--output", type=Path, help="JSON file to write")
    return made


def interleaved(candidates: Mapping[str, Callable[[], object]], rounds: int, calls: int) -> dict[str, Seconds]:
    """Time functions in turns, A B A B …, so that a disturbance affects all of them.

    Args:
        candidates: functions by name.
        rounds: turns that each gets.
        calls: measured calls a turn, after one that only warms the caches.

    Returns:
        seconds of each call, float64 (rounds × calls,), by name.
    """
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, function in candidates.items():
            function()
            seconds[name] += [_timed(function) for _ in range(calls)]
    return {name: np.array(values) for name, values in seconds.items()}


def _timed(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def machine(*packages: str) -> dict[str, str]:
    """Describe the machine: processor, cores, Python and package versions."""
    cores = len(os.sched_getaffinity(0))
    versions = {package: version(package) for package in packages}
    return {"cpu": _cpu_model(), "cores": str(cores), "python": platform.python_version(), **versions}


def _cpu_model() -> str:
    # x86 names its model on every core, a Raspberry Pi once at the end.
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith(("model name", "Model"))]
    return f"{names[-1] if names else 'unknown'} ({platform.machine()})"


def report(
    title: str,
    rows: Sequence[Mapping[str, Any]],
    on: Mapping[str, str],
    output: Path | None,
    notes: Sequence[str] = (),
) -> None:
    """Print the rows as a table with the machine below it, and write both as JSON if a path is given.

    Args:
        title: what was measured.
        rows: the same columns in each; floats are shown with three digits.
        on: what `machine` says.
        output: the JSON file, or None.
        notes: lines below the table.
    """
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for name, value in rows[0].items():
        table.add_column(name, justify="left" if isinstance(value, str) else "right", no_wrap=isinstance(value, str))
    for row in rows:
        table.add_row(*(_shown(value) for value in row.values()))
    # In a file nothing is too wide.
    console = Console(width=None if sys.stdout.isatty() else WIDTH_OF_FILES)
    console.print(table)
    for note in [*notes, " · ".join(f"{name} {value}" for name, value in on.items())]:
        console.print(note, soft_wrap=True)
    if output:
        document = {"title": title, "machine": dict(on), "rows": [dict(row) for row in rows], "notes": list(notes)}
        write_json(output, document)


def _shown(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
