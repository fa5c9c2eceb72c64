"""A run on a cluster → what a person sees of it while it goes on."""

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
    """The run when it has ended; meanwhile a table of its tasks, on a terminal only.

    A server that is away is asked again, after longer and longer pauses.

    Args:
        cluster: where it runs.
        run_id: which one.
        every_s: seconds between two looks.
        patience_s: seconds that the server may be away.
        console: where to draw.

    Raises:
        ClusterError: the server refuses, or is away for too long; says how to watch on.
    """
    with _resumable(run_id), Live(console=console, auto_refresh=False, transient=True) as live:
        while True:
            run = _patiently(cluster, run_id, every_s, patience_s)
            if console.is_terminal:
                live.update(task_table(run), refresh=True)
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


def task_table(run: Run) -> Table:
    """The tasks that have begun, their states and how long they took."""
    table = Table("task", "state", "took", title=f"{run.name} ({run.run_id}): {run.state}", title_justify="left")
    for task in run.tasks:
        table.add_row(task.name, f"[{_colour(task)}]{task.state}", took(task.began, task.ended))
    return table


def took(began: datetime | None, ended: datetime | None) -> str:
    """From a beginning to an end, or until now: `1:02:03`."""
    if began is None:
        return ""
    seconds = int(((ended or datetime.now(UTC)) - began).total_seconds())
    minutes, seconds = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def detail_table(run: Run) -> Table:
    """The tasks with where they ran and what they made."""
    table = Table(whole("task"), "state", "took", whole("pod"), "artifacts")
    for task in run.tasks:
        kept = ", ".join(f"{name} {' '.join(ids)}" for name, ids in task.artifacts.items())
        table.add_row(task.name, f"[{_colour(task)}]{task.state}", took(task.began, task.ended), task.pod or "", kept)
    return table


def facts(run: Run, address: str, record: str | None, namespace: str | None) -> list[str]:
    """How it ended, where it and its MLflow run are seen, and where the logs of what failed are: the API has none."""
    lines = [f"{run.name}: {run.verdict}" if run.has_ended else f"{run.name}: {run.state.lower()}", address]
    lines += [f"MLflow: {record}"] if record else []
    place = f"kubectl logs --namespace {namespace or 'kubeflow'} --container main"
    return lines + [f"logs of {task.name}: {place} {task.pod}" for task in run.tasks if task.state == "FAILED"]


def _colour(task: Task) -> str:
    return _COLOURS.get(task.state, "white")


def whole(name: str) -> Column:
    """A column of what is copied, and of no use when it is cut."""
    return Column(name, no_wrap=True)
