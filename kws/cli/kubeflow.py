"""`kws compile`: the workflow as a Kubeflow pipeline."""

from pathlib import Path
from typing import Annotated

import typer

from kws.cli.terminal import AllowTags, Changes, ParamsFile, PlatformFile
from pipelines.compile import write_pipeline
from pipelines.parameters import pins_data, read_parameters
from pipelines.platform import read_platform
from pipelines.training import build_training_pipeline

app = typer.Typer()


@app.command("compile")
def compile_pipeline(
    output: Annotated[Path, typer.Option("--output", "-o", help="YAML file to write.")] = Path("pipeline.yaml"),
    params_file: ParamsFile = Path("params.yaml"),
    param: Changes = [],  # noqa: B006
    platform: PlatformFile = Path("pipelines/platform.yaml"),
    allow_tags: AllowTags = False,
) -> None:
    """Compile the workflow for Kubeflow Pipelines.

    Examples: kws compile --param train.epochs=30; kws compile --allow-tags -o trial.yaml
    """
    parameters = read_parameters(params_file, param)
    pipeline = build_training_pipeline(read_platform(platform), pinned=pins_data(parameters))
    write_pipeline(pipeline, parameters, output, allow_tags=allow_tags)
    print(output)
