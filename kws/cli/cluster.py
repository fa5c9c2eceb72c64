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

from kws.cli.connection import add_server_options
from kws.cli.terminal import AllowTags, Changes, ParamsFile, PlatformFile
from kws.core.errors import ParamsError, TrackingError
from pipelines.cluster.client import Cluster, Job
from pipelines.cluster.compare import make_comparison_table
from pipelines.cluster.records import fetch_figures, find_mlflow_url
from pipelines.cluster.schedules import Trigger
from pipelines.cluster.watch import describe_run, format_duration, make_detail_table, make_uncut_column, watch
from pipelines.compile import write_pipeline
from pipelines.parameters import pins_data, read_parameters
from pipelines.platform import read_platform
from pipelines.training import NAME, build_training_pipeline

app = typer.Typer()
schedules = typer.Typer(no_args_is_help=True, help="Runs of the workflow that a Kubeflow server starts by itself.")


runs = typer.Typer(no_args_is_help=True, help="Runs of the workflow on a Kubeflow server.")


app.add_typer(schedules, name="schedule")
app.add_typer(runs, name="runs")

Experiment = Annotated[str, typer.Option(help="Experiment that the runs belong to.")]
OfExperiment = Annotated[str | None, typer.Option("--experiment", help="List one experiment only.")]
CreateExperiment = Annotated[
    bool, typer.Option("--create-experiment", help="Create the experiment if it does not exist.")
]
Name = Annotated[str | None, typer.Option(help="Display name; by default the time.")]
RunId = Annotated[str, typer.Argument(help="Id of the run, as in kws runs list.")]
ScheduleId = Annotated[str, typer.Argument(help="Id of the schedule, as in kws schedule list.")]
EveryS = Annotated[float, typer.Option("--every-s", help="Seconds between two requests.")]
PatienceS = Annotated[float, typer.Option("--patience-s", help="Seconds to wait for a server that does not answer.")]
DEFAULT_EXPERIMENT = "Default"  # exists on every server


@app.command()
@add_server_options
def submit(
    cluster: "Cluster",
    experiment: Experiment = DEFAULT_EXPERIMENT,
    create_experiment: CreateExperiment = False,
    name: Name = None,
    params_file: ParamsFile = Path("params.yaml"),
    param: Changes = [],  # noqa: B006
    platform: PlatformFile = Path("pipelines/platform.yaml"),
    allow_tags: AllowTags = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait for the run to end, and show a table of its tasks.")
    ] = False,
    every_s: EveryS = 5,
    patience_s: PatienceS = 300,
) -> None:
    """Run the workflow on a Kubeflow server.

    Exit status with --wait: 0 blessed, 3 not blessed, 1 if a stage failed, 2 on an error of kws itself.

    Examples: kws submit --host http://127.0.0.1:8080 --param train.epochs=30 --wait; kws submit --experiment wider
    --create-experiment --param train.alpha=1
    """
    with _job(name, experiment, create_experiment, params_file, param, platform, allow_tags) as job:
        run_id = cluster.submit(job)
    print(cluster.address(run_id), flush=True)
    if wait:
        _wait(cluster, run_id, every_s, patience_s)


@schedules.command("create")
@add_server_options
def create_schedule(
    cluster: "Cluster",
    cron: Annotated[str | None, typer.Option(help="Times as in a crontab, in the server's time zone.")] = None,
    every: Annotated[str | None, typer.Option(help="Interval, such as 30m, 12h or 7d.")] = None,
    experiment: Experiment = DEFAULT_EXPERIMENT,
    create_experiment: CreateExperiment = False,
    name: Name = None,
    params_file: ParamsFile = Path("params.yaml"),
    param: Changes = [],  # noqa: B006
    platform: PlatformFile = Path("pipelines/platform.yaml"),
    allow_tags: AllowTags = False,
) -> None:
    """Run the workflow on a schedule, one run at a time.

    Examples: kws schedule create --cron '0 2 * * *' --name nightly; kws schedule create --every 12h
    """

    trigger = Trigger.parse(cron, every)
    with _job(name, experiment, create_experiment, params_file, param, platform, allow_tags) as job:
        print(f"{cluster.schedule(job, trigger)}  {job.name}  {trigger}")


@schedules.command("list")
@add_server_options
def list_schedules(cluster: "Cluster", experiment: OfExperiment = None) -> None:
    """Show the schedules.

    Example: kws schedule list
    """

    table = Table(make_uncut_column("id"), "name", "when", "state", "made")
    for one in cluster.schedules(experiment):
        state = "enabled" if one.enabled else "disabled"
        table.add_row(one.schedule_id, one.name, str(one.trigger), state, _when(one.created))
    Console().print(table)


@schedules.command("enable")
@add_server_options
def enable_schedule(cluster: "Cluster", schedule: ScheduleId) -> None:
    """Let a schedule start runs again.

    Example: kws schedule enable 5f0c…
    """
    cluster.enable(schedule)
    print(f"enabled: {schedule}")


@schedules.command("disable")
@add_server_options
def disable_schedule(cluster: "Cluster", schedule: ScheduleId) -> None:
    """Stop a schedule from starting runs until it is enabled again; a run under way goes on.

    Example: kws schedule disable 5f0c…
    """
    cluster.disable(schedule)
    print(f"disabled: {schedule}")


@schedules.command("delete")
@add_server_options
def delete_schedule(cluster: "Cluster", schedule: ScheduleId) -> None:
    """Delete a schedule; its runs stay.

    Example: kws schedule delete 5f0c…
    """
    cluster.delete_schedule(schedule)
    print(f"deleted: {schedule}")


@runs.command("list")
@add_server_options
def list_runs(
    cluster: "Cluster",
    experiment: OfExperiment = None,
    limit: Annotated[int, typer.Option(min=1, help="Number of runs, the newest first.")] = 20,
) -> None:
    """Show the latest runs.

    Example: kws runs list --experiment wider --limit 5
    """

    table = Table(make_uncut_column("id"), "name", make_uncut_column("state"), "began", "took")
    for run in cluster.runs(experiment, limit):
        table.add_row(run.run_id, run.name, run.state, _when(run.began), format_duration(run.began, run.ended))
    Console().print(table)


@runs.command("show")
@add_server_options
def show_run(cluster: "Cluster", run: RunId) -> None:
    """Show a run: its tasks with their pods, artifacts and errors, the verdict, its MLflow run.

    Example: MLFLOW_TRACKING_URI=http://127.0.0.1:5000 kws runs show 9b1e…
    """

    found = cluster.run(run)
    Console().print(make_detail_table(found))
    print(*describe_run(found, cluster.address(run), find_mlflow_url(found), cluster.access.namespace), sep="\n")


@runs.command("watch")
@add_server_options
def watch_run(cluster: "Cluster", run: RunId, every_s: EveryS = 5, patience_s: PatienceS = 300) -> None:
    """Wait for a run to end, as kws submit --wait does.

    Exit status: 0 blessed, 3 not blessed, 1 if a stage failed, 2 on an error of kws itself.

    Example: kws runs watch 9b1e…
    """
    _wait(cluster, run, every_s, patience_s)


@runs.command("compare")
@add_server_options
def compare_runs(
    cluster: "Cluster", run: Annotated[list[str], typer.Argument(help="Ids of two or more runs.")]
) -> None:
    """Compare runs: verdicts, params that differ, and their figures if MLFLOW_TRACKING_URI names the MLflow server.

    Example: MLFLOW_TRACKING_URI=http://127.0.0.1:5000 kws runs compare 9b1e… 4c77…
    """

    if len(set(run)) < 2:
        raise ParamsError(f"expected two runs or more, got {', '.join(run)}")
    Console().print(make_comparison_table([cluster.run(run_id) for run_id in run], fetch_figures(run)))


@runs.command("terminate")
@add_server_options
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
    """Compile the workflow into a temporary file and yield the job."""

    parameters = read_parameters(params_file, changes)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "pipeline.yaml")
        # Compiled without the changes, which are parameters of the run: the pipeline stays the same.
        pipeline = build_training_pipeline(read_platform(platform), pinned=pins_data(parameters))
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
        record = find_mlflow_url(run)
    except TrackingError as error:
        # The verdict does not depend on MLflow.
        record = None
        print(f"error: {error}", file=sys.stderr)
    if record:
        print(f"MLflow: {record}")
    print(run.verdict)
    raise typer.Exit(run.exit_status)


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else ""
