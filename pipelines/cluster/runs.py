"""A run on a cluster: its tasks, its state and the gate's verdict."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipelines.parameters import STAGES

# The graph's tasks in reading order; Kubeflow's answer names helper tasks too.
TASKS = (*STAGES, "rejected", "outcome")
ENDED = ("SUCCEEDED", "SKIPPED", "FAILED", "CANCELED")


@dataclass(frozen=True)
class Task:
    """A stage's task.

    Attributes:
        name: the stage, or a leaf of the graph.
        state: in Kubeflow's words, PENDING, RUNNING, SUCCEEDED, ….
        began, ended: None if it has not.
        pod: name of its pod, which has the logs.
        artifacts: ids in Kubeflow's metadata store, by output.
        error: why it failed.
    """

    name: str
    state: str
    began: datetime | None
    ended: datetime | None
    pod: str | None
    artifacts: dict[str, tuple[str, ...]]
    error: str | None


@dataclass(frozen=True)
class Run:
    """A run of the training pipeline.

    Attributes:
        run_id, name, experiment_id, recurring_run_id: Kubeflow's; the last is None unless a schedule started the run.
        state: in Kubeflow's words.
        began, ended: None if it has not.
        parameters: sections of params.yaml.
        tasks: in the order of the graph; empty in a list of runs.
        error: why it failed.
        mlflow_url: of the run that Kubeflow's MLflow plugin began, if any.
    """

    run_id: str
    name: str
    experiment_id: str | None
    recurring_run_id: str | None
    state: str
    began: datetime | None
    ended: datetime | None
    parameters: dict[str, Any]
    tasks: tuple[Task, ...]
    error: str | None
    mlflow_url: str | None

    @property
    def has_ended(self) -> bool:
        """Whether the state is final."""
        return self.state in ENDED

    @property
    def blessed(self) -> bool | None:
        """The gate's verdict, from whether `register` or `rejected` ran; None if the run failed or has no verdict."""
        ran = {task.name for task in self.tasks if task.state == "SUCCEEDED"}
        if self.state != "SUCCEEDED" or not ran & {"register", "rejected"}:
            return None
        return "register" in ran

    @property
    def verdict(self) -> str:
        """The outcome in one line."""
        if self.blessed is not None:
            return "blessed" if self.blessed else "not blessed"
        failed = [f"{task.name}: {task.error or 'no reason given'}" for task in self.tasks if task.state == "FAILED"]
        reason = "; ".join(failed) or self.error or ("no verdict" if self.state == "SUCCEEDED" else "")
        return f"{self.state.lower()}{f': {reason}' if reason else ''}"

    @property
    def exit_status(self) -> int:
        """0 if blessed, 3 if not blessed, 1 otherwise."""
        return {True: 0, False: 3, None: 1}[self.blessed]


def parse_run(found: Any) -> Run:
    """Parse Kubeflow's V2beta1Run."""
    details = (found.run_details.task_details if found.run_details else None) or ()
    output = (found.plugins_output or {}).get("mlflow")
    return Run(
        run_id=found.run_id,
        name=found.display_name or "",
        experiment_id=found.experiment_id,
        recurring_run_id=found.recurring_run_id,
        state=found.state or "PENDING",
        began=found.created_at,
        ended=_moment(found.finished_at),
        parameters=(found.runtime_config.parameters if found.runtime_config else None) or {},
        tasks=tuple(_tasks(details)),
        error=_message(found.error),
        mlflow_url=_entry(output, "run_url"),
    )


def _tasks(details: Iterable[Any]) -> Iterator[Task]:
    by_pod = {detail.pod_name: detail for detail in details if detail.pod_name}
    by_name = {detail.display_name: detail for detail in details}
    for name in TASKS:
        if name in by_name:
            detail = by_name[name]
            leaf = _leaf(detail, by_pod)
            yield Task(
                name=name,
                state=detail.state or "PENDING",
                began=_moment(detail.start_time),
                ended=_moment(detail.end_time),
                pod=leaf.pod_name,
                artifacts={key: tuple(listed.artifact_ids or ()) for key, listed in (detail.outputs or {}).items()},
                error=_message(detail.error) or _message(leaf.error),
            )


def _leaf(detail: Any, by_pod: dict[str, Any]) -> Any:
    """Find the innermost step of a task, which has the logs: Kubeflow wraps the container in steps of its own."""
    while children := [by_pod[child.pod_name] for child in detail.child_tasks or () if child.pod_name in by_pod]:
        if children[-1].display_name in TASKS or children[-1].display_name.endswith("-driver"):
            break
        detail = children[-1]
    return detail


def _message(status: Any) -> str | None:
    return " ".join(status.message.split()) if status and status.message else None


def _moment(moment: datetime | None) -> datetime | None:
    # Kubeflow writes 1970-01-01 for an event that has not happened yet.
    return moment if moment and moment.year > 1970 else None


def _entry(output: Any, name: str) -> str | None:
    entry = ((output.entries if output else None) or {}).get(name)
    return str(entry.value) if entry and entry.value else None
