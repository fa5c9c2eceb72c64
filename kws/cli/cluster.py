"""`kws submit`, `schedule`, `runs`: the workflow on a Kubeflow server."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kws.cli.connection import asks_server
from kws.cli.terminal import AllowTags, Changes, ParamsFile, PlatformFile
from kws.core.errors import ParamsError, TrackingError
from pipelines.cluster.client import Cluster, Job
from pipelines.cluster.compare import comparison
from pipelines.cluster.records import address, figures
from pipelines.cluster.schedules import Trigger
from pipelines.cluster.watch import detail_table, facts, took, watch, whole
from pipelines.compile import write_pipeline
from pipelines.parameters import pins_data, read_parameters
from pipelines.platform import read_platform
from pipelines.training import NAME, training_pipeline

app = typer.Typer()
schedules = typer.Typer(no_args_is_help=True, help="Runs of the workflow that a Kubeflow server starts by itself.")


runs = typer.Typer(no_args_is_help=True, help="Runs of the workflow on a Kubeflow server.")


app.add_typer(schedules, name="schedule")
app.add_typer(runs, name="runs")

Experiment = Annotated[str, typer.Option(help="The experiment that it belongs to.")]
OfExperiment = Annotated[str | None, typer.Option("--experiment", help="Those of one experiment.")]
CreateExperiment = Annotated[bool, typer.Option("--create-experiment", help="If there is none of that name.")]
Name = Annotated[str | None, typer.Option(help="What people call it; the time unless given.")]
RunId = Annotated[str, typer.Argument(help="As kws runs list shows it.")]
ScheduleId = Annotated[str, typer.Argument(help="As kws schedule list shows it.")]
EveryS = Annotated[float, typer.Option("--every-s", help="Seconds between two looks at the run.")]
PatienceS = Annotated[float, typer.Option("--patience-s", help="Seconds that the server may be away meanwhile.")]
DEFAULT_EXPERIMENT = "Default"  # the one that every server has


@app.command()
@asks_server
def submit(
    cluster: "Cluster",
    experiment: Experiment = DEFAULT_EXPERIMENT,
    create_experiment: CreateExperiment = False,
    name: Name = None,
    params_file: ParamsFile = Path("params.yaml"),
    param: Changes = [],  # noqa: B006
    platform: PlatformFile = Path("pipelines/platform.yaml"),
    allow_tags: AllowTags = False,
    wait: Annotated[bool, typer.Option("--wait", help="Until it has ended; a table of its tasks meanwhile.")] = False,
    every_s: EveryS = 5,
    patience_s: PatienceS = 300,
) -> None:
    """Run the workflow on a Kubeflow server.

    Exit status with --wait: 0 blessed, 3 not blessed, 1 a stage failed; 2 for an error of ours.

    Examples: kws submit --host http://127.0.0.1:8080 --param train.epochs=30 --wait; kws submit --experiment wider
    --create-experiment --param train.alpha=1
    """
    with _job(name, experiment, create_experiment, params_file, param, platform, allow_tags) as job:
        run_id = cluster.submit(job)
    print(cluster.address(run_id), flush=True)
    if wait:
        _wait(cluster, run_id, every_s, patience_s)


@schedules.command("create")
@asks_server
def create_schedule(
    cluster: "Cluster",
    cron: Annotated[str | None, typer.Option(help="As in a crontab, in the server's time zone.")] = None,
    every: Annotated[str | None, typer.Option(help="An interval: 30m, 12h, 7d.")] = None,
    experiment: Experiment = DEFAULT_EXPERIMENT,
    create_experiment: CreateExperiment = False,
    name: Name = None,
    params_file: ParamsFile = Path("params.yaml"),
    param: Changes = [],  # noqa: B006
    platform: PlatformFile = Path("pipelines/platform.yaml"),
    allow_tags: AllowTags = False,
) -> None:
    """Have the workflow run again and again, one run at a time.

    Examples: kws schedule create --cron '0 2 * * *' --name nightly; kws schedule create --every 12h
    """

    trigger = Trigger.of(cron, every)
    with _job(name, experiment, create_experiment, params_file, param, platform, allow_tags) as job:
        print(f"{cluster.schedule(job, trigger)}  {job.name}  {trigger}")


@schedules.command("list")
@asks_server
def list_schedules(cluster: "Cluster", experiment: OfExperiment = None) -> None:
    """Show the schedules.

    Example: kws schedule list
    """

    table = Table(whole("id"), "name", "when", "state", "made")
    for one in cluster.schedules(experiment):
        state = "enabled" if one.enabled else "disabled"
        table.add_row(one.schedule_id, one.name, str(one.trigger), state, _when(one.created))
    Console().print(table)


@schedules.command("enable")
@asks_server
def enable_schedule(cluster: "Cluster", schedule: ScheduleId) -> None:
    """Let a schedule start runs again.

    Example: kws schedule enable 5f0c…
    """
    cluster.enable(schedule)
    print(f"enabled: {schedule}")


@schedules.command("disable")
@asks_server
def disable_schedule(cluster: "Cluster", schedule: ScheduleId) -> None:
    """Have a schedule start no more runs until it is enabled; a run under way goes on.

    Example: kws schedule disable 5f0c…
    """
    cluster.disable(schedule)
    print(f"disabled: {schedule}")


@schedules.command("delete")
@asks_server
def delete_schedule(cluster: "Cluster", schedule: ScheduleId) -> None:
    """Remove a schedule; its runs stay.

    Example: kws schedule delete 5f0c…
    """
    cluster.delete_schedule(schedule)
    print(f"deleted: {schedule}")


@runs.command("list")
@asks_server
def list_runs(
    cluster: "Cluster",
    experiment: OfExperiment = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest first.")] = 20,
) -> None:
    """Show the latest runs.

    Example: kws runs list --experiment wider --limit 5
    """

    table = Table(whole("id"), "name", whole("state"), "began", "took")
    for run in cluster.runs(experiment, limit):
        table.add_row(run.run_id, run.name, run.state, _when(run.began), took(run.began, run.ended))
    Console().print(table)


@runs.command("show")
@asks_server
def show_run(cluster: "Cluster", run: RunId) -> None:
    """Show a run: its tasks with their pods, artifacts and errors, the verdict, its MLflow run.

    Example: MLFLOW_TRACKING_URI=http://127.0.0.1:5000 kws runs show 9b1e…
    """

    found = cluster.run(run)
    Console().print(detail_table(found))
    print(*facts(found, cluster.address(run), address(found), cluster.access.namespace), sep="\n")


@runs.command("watch")
@asks_server
def watch_run(cluster: "Cluster", run: RunId, every_s: EveryS = 5, patience_s: PatienceS = 300) -> None:
    """Wait for a run to end, as kws submit --wait does.

    Exit status: 0 blessed, 3 not blessed, 1 a stage failed; 2 for an error of ours.

    Example: kws runs watch 9b1e…
    """
    _wait(cluster, run, every_s, patience_s)


@runs.command("compare")
@asks_server
def compare_runs(cluster: "Cluster", run: Annotated[list[str], typer.Argument(help="Two or more ids.")]) -> None:
    """Show where runs differ in params, how they ended, and their figures if MLFLOW_TRACKING_URI names their server.

    Example: MLFLOW_TRACKING_URI=http://127.0.0.1:5000 kws runs compare 9b1e… 4c77…
    """

    if len(set(run)) < 2:
        raise ParamsError(f"expected two runs or more, got {', '.join(run)}")
    Console().print(comparison([cluster.run(run_id) for run_id in run], figures(run)))


@runs.command("terminate")
@asks_server
def terminate_run(cluster: "Cluster", run: RunId) -> None:
    """End a run.

    Example: kws runs terminate 9b1e…
    """
    cluster.terminate(run)
    print(f"terminated: {run}")


@contextmanager
def _job(
    name: str | None,
    experiment: str,
    create_experiment: bool,
    params_file: Path,
    changes: list[str],
    platform: Path,
    allow_tags: bool,
) -> Iterator["Job"]:
    """The workflow, compiled for as long as a server is asked to take it."""

    parameters = read_parameters(params_file, changes)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "pipeline.yaml")
        # Without the changes, which a run is given itself: they make no other pipeline.
        pipeline = training_pipeline(read_platform(platform), pinned=pins_data(parameters))
        write_pipeline(pipeline, read_parameters(params_file), package, allow_tags=allow_tags)
        called = name or f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
        yield Job(called, NAME, package, parameters, experiment, create_experiment)


def _wait(cluster: "Cluster", run_id: str, every_s: float, patience_s: float) -> None:

    try:
        run = watch(cluster, run_id, every_s, patience_s, Console(stderr=True))
    except KeyboardInterrupt:
        print(f"the run goes on: kws runs watch {run_id}", file=sys.stderr)
        raise typer.Exit(130) from None
    try:
        record = address(run)
    except TrackingError as error:
        # The verdict stands all the same.
        record = None
        print(f"error: {error}", file=sys.stderr)
    if record:
        print(f"MLflow: {record}")
    print(run.verdict)
    raise typer.Exit(run.exit_status)


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else ""
