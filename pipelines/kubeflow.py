"""`kws compile`, `run-local`: the workflow on Kubeflow Pipelines."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.terminal import Changes, ParamsFile, one_line_errors

app = typer.Typer()

PlatformFile = Annotated[Path, typer.Option(help="What the cluster has.")]
AllowTags = Annotated[bool, typer.Option("--allow-tags", help="Images by tag too, for a trial.")]


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
    # Imported here: everything else answers a second sooner.
    from pipelines.compile import write_pipeline  # noqa: PLC0415
    from pipelines.parameters import read_parameters  # noqa: PLC0415
    from pipelines.platform import read_platform  # noqa: PLC0415
    from pipelines.training import training_pipeline  # noqa: PLC0415

    with one_line_errors():
        pipeline = training_pipeline(read_platform(platform))
        write_pipeline(pipeline, read_parameters(params_file, param), output, allow_tags=allow_tags)
    print(output)


@app.command("run-local")
def run_local_pipeline(
    params_file: ParamsFile = Path("params.yaml"),
    param: Changes = [],  # noqa: B006
    folder: Annotated[Path, typer.Option(help="What the stages make goes here.")] = Path(".cache/kubeflow"),
) -> None:
    """Run the Kubeflow pipeline on this machine, every stage in its image of `make images`.

    Exit status: 0 blessed, 3 not blessed, 1 a stage failed.

    Example: MLFLOW_TRACKING_URI=http://127.0.0.1:5000 kws run-local --param train.epochs=3
    """
    # Imported here: everything else answers a second sooner.
    from pipelines.local import run_local  # noqa: PLC0415
    from pipelines.parameters import read_parameters  # noqa: PLC0415
    from pipelines.platform import BARE  # noqa: PLC0415
    from pipelines.training import training_pipeline  # noqa: PLC0415

    with one_line_errors():
        verdict = run_local(training_pipeline(BARE), read_parameters(params_file, param), folder)
    if verdict is None:
        raise typer.Exit(1)
    print("blessed" if verdict["blessed"] else "not blessed")
    if not verdict["blessed"]:
        raise typer.Exit(3)
