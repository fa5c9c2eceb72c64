"""`kws run-local`: the Kubeflow pipeline on this machine, each stage in its container."""

from pathlib import Path
from typing import Annotated

import typer

from kws.cli.terminal import Changes, ParamsFile
from pipelines.local import run_local
from pipelines.parameters import pins_data, read_parameters
from pipelines.platform import BARE
from pipelines.training import build_training_pipeline

app = typer.Typer()


@app.command("run-local")
def run_local_pipeline(
    params_file: ParamsFile = Path("params.yaml"),
    param: Changes = [],  # noqa: B006
    folder: Annotated[Path, typer.Option(help="Output folder of the stages.")] = Path(".cache/kubeflow"),
) -> None:
    """Run the Kubeflow pipeline on this machine, each stage in its container.

    The images are those of `make images`.

    Exit status: 0 blessed, 3 not blessed, 1 if a stage failed.

    Example: MLFLOW_TRACKING_URI=http://127.0.0.1:5000 kws run-local --param train.epochs=3
    """
    parameters = read_parameters(params_file, param)
    verdict = run_local(build_training_pipeline(BARE, pinned=pins_data(parameters)), parameters, folder)
    if verdict is None:
        raise typer.Exit(1)
    print("blessed" if verdict["blessed"] else "not blessed")
    if not verdict["blessed"]:
        raise typer.Exit(3)
