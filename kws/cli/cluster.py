"""`kws submit`, `runs`: the workflow on a Kubeflow server."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kws.cli.connection import add_server_options
from kws.cli.jobs import DEFAULT_EXPERIMENT, CreateExperiment, Experiment, Name, OfExperiment, compile_job, format_time
from kws.cli.terminal import AllowTags, Changes, ParamsFile, PlatformFile
from kws.core.errors import ParamsError, TrackingError
from pipelines.cluster.client import Cluster
from pipelines.cluster.compare import make_comparison_table
from pipelines.cluster.records import fetch_figures, find_mlflow_url
from pipelines.cluster.watch import describe_run, format_duration, make_detail_table, make_uncut_column, watch

app = typer.Typer()
runs = typer.Typer(no_args_is_help=True, help="Runs of the workflow on a Kubeflow server.")


app.add_typer(runs, name="runs")
RunId = Annotated[str, typer.Argument(help="Id of the run, as in kws runs list.")]
EveryS = Annotated[float, typer.Option("--every-s", help="Seconds between two requests.")]
PatienceS = Annotated[float, typer.Option("--patience-s", help="Seconds to wait for a server that does not answer.")]


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
    with compile_job(name, experiment, create_experiment, params_file, param, platform, allow_tags) as job:
        run_id = cluster.submit(job)
    print(cluster.address(run_id), flush=True)
    if wait:
        _wait(cluster, run_id, every_s, patience_s)


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
        table.add_row(run.run_id, run.name, run.state, format_time(run.began), format_duration(run.began, run.ended))
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
