"""A run on a cluster in the terminal, live or afterwards."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.live import Live
from rich.table import Column, Table

from kws.core.errors import ClusterError, ClusterLostError
from pipelines.cluster.client import Cluster
from pipelines.cluster.runs import Run, Task

LONGEST_PAUSE_S = 30

_COLOURS = {"SUCCEEDED": "green", "SKIPPED": "green", "RUNNING": "cyan", "FAILED": "red", "CANCELED": "red"}


def watch(cluster: Cluster, run_id: str, every_s: float, patience_s: float, console: Console) -> Run:
    """Wait for a run to end and return it; on a terminal, show a table of its tasks meanwhile.

    A server that does not answer is asked again, after growing pauses.

    Args:
        cluster: where it runs.
        run_id: of the run.
        every_s: seconds between two requests.
        patience_s: seconds to wait for a server that does not answer.
        console: where to draw.

    Raises:
        ClusterError: the server refuses, or does not answer for too long; the message says how to watch on.
    """
    with _resumable(run_id), Live(console=console, auto_refresh=False, transient=True) as live:
        while True:
            run = _patiently(cluster, run_id, every_s, patience_s)
            if console.is_terminal:
                live.update(make_task_table(run), refresh=True)
            if run.has_ended:
                return run
            time.sleep(every_s)


@contextmanager
def _resumable(run_id: str) -> Iterator[None]:
    try:
        yield
    except ClusterError as error:
        raise type(error)(f"{error}; the run goes on: kws runs watch {run_id}") from None


def _patiently(cluster: Cluster, run_id: str, every_s: float, patience_s: float) -> Run:
    pause_s, until = every_s, time.monotonic() + patience_s
    while True:
        try:
            return cluster.run(run_id)
        except ClusterLostError:
            if time.monotonic() + pause_s > until:
                raise
        time.sleep(pause_s)
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)


def make_task_table(run: Run) -> Table:
    """Make a table of the tasks that have begun: state and duration."""
    table = Table("task", "state", "took", title=f"{run.name} ({run.run_id}): {run.state}", title_justify="left")
    for task in run.tasks:
        table.add_row(task.name, f"[{_colour(task)}]{task.state}", format_duration(task.began, task.ended))
    return table


def format_duration(began: datetime | None, ended: datetime | None) -> str:
    """Format the time from a beginning to an end, or until now: `1:02:03`."""
    if began is None:
        return ""
    seconds = int(((ended or datetime.now(UTC)) - began).total_seconds())
    minutes, seconds = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def make_detail_table(run: Run) -> Table:
    """Make a table of the tasks: state, duration, pod and artifacts."""
    table = Table(make_uncut_column("task"), "state", "took", make_uncut_column("pod"), "artifacts")
    for task in run.tasks:
        kept = ", ".join(f"{name} {' '.join(ids)}" for name, ids in task.artifacts.items())
        table.add_row(
            task.name, f"[{_colour(task)}]{task.state}", format_duration(task.began, task.ended), task.pod or "", kept
        )
    return table


def describe_run(run: Run, address: str, record: str | None, namespace: str | None) -> list[str]:
    """Describe a run: verdict, URL, URL of its MLflow run, and per failed task the command that shows its logs."""
    lines = [f"{run.name}: {run.verdict}" if run.has_ended else f"{run.name}: {run.state.lower()}", address]
    lines += [f"MLflow: {record}"] if record else []
    place = f"kubectl logs --namespace {namespace or 'kubeflow'} --container main"
    return lines + [f"logs of {task.name}: {place} {task.pod}" for task in run.tasks if task.state == "FAILED"]


def _colour(task: Task) -> str:
    return _COLOURS.get(task.state, "white")


def make_uncut_column(name: str) -> Column:
    """Make a column whose values are never cut, because people copy them."""
    return Column(name, no_wrap=True)
