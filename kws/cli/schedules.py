"""`kws schedule`: runs of the workflow that a Kubeflow server starts by itself."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kws.cli.connection import add_server_options
from kws.cli.jobs import DEFAULT_EXPERIMENT, CreateExperiment, Experiment, Name, OfExperiment, compile_job, format_time
from kws.cli.terminal import AllowTags, Changes, ParamsFile, PlatformFile
from pipelines.cluster.client import Cluster
from pipelines.cluster.schedules import Trigger
from pipelines.cluster.watch import make_uncut_column

app = typer.Typer()
schedules = typer.Typer(no_args_is_help=True, help="Runs of the workflow that a Kubeflow server starts by itself.")
app.add_typer(schedules, name="schedule")

ScheduleId = Annotated[str, typer.Argument(help="Id of the schedule, as in kws schedule list.")]


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
    with compile_job(name, experiment, create_experiment, params_file, param, platform, allow_tags) as job:
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
        table.add_row(one.schedule_id, one.name, str(one.trigger), state, format_time(one.created))
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
