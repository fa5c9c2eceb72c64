"""Options and the compiled job that `kws submit` and `kws schedule` share."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cluster.client import Job
from pipelines.compile import write_pipeline
from pipelines.parameters import pins_data, read_parameters
from pipelines.platform import read_platform
from pipelines.training import NAME, build_training_pipeline

Experiment = Annotated[str, typer.Option(help="Experiment that the runs belong to.")]
OfExperiment = Annotated[str | None, typer.Option("--experiment", help="List one experiment only.")]
CreateExperiment = Annotated[
    bool, typer.Option("--create-experiment", help="Create the experiment if it does not exist.")
]
Name = Annotated[str | None, typer.Option(help="Display name; by default the time.")]
DEFAULT_EXPERIMENT = "Default"  # exists on every server


@contextmanager
def compile_job(
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


def format_time(moment: datetime | None) -> str:
    """A moment in local time, to the minute; empty for None."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else ""
