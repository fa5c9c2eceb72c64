"""The `kws` command: what people ask of a run."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from components.emulator.boards import BOARDS
from components.emulator.pi import ALIAS, EmulatedPi
from components.kws.errors import ParamsError
from components.kws.files import read_json
from pipelines import deploy, device, kubeflow, registry
from pipelines import summary as reports
from pipelines.terminal import one_line_errors

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(deploy.app)
app.add_typer(device.app, name="device")
app.add_typer(kubeflow.app)
app.add_typer(registry.app)

pi_app = typer.Typer(no_args_is_help=True, help="A Raspberry Pi for machines without one: emulated, behind SSH.")
app.add_typer(pi_app, name="pi")

VerdictFile = Annotated[Path, typer.Option(help="The verdict that the gate stage wrote.")]


@app.command()
def summary(
    rev: Annotated[str | None, typer.Option(help="A commit or an experiment instead of the workspace.")] = None,
) -> None:
    """Show a run: accuracy of each form, sizes, latency, the verdict and where to look on.

    Examples: kws summary; kws summary --rev seed
    """
    with one_line_errors():
        found = reports.revision_reports(rev) if rev else reports.workspace_reports(Path())
        reports.show(found, Console())


@app.command()
def gate(
    check: Annotated[bool, typer.Option("--check", help="Exit with status 1 unless the model is blessed.")] = False,
    verdict: VerdictFile = Path("reports/gate.json"),
) -> None:
    """Say the verdict and the reasons.

    Example: kws gate --check && echo ship it
    """
    with one_line_errors():
        document = read_json(verdict)
    for row in document["checks"]:
        print(f"{'passed' if row['passed'] else 'FAILED'}  {row['metric']} ({row['bound']}): {row['reason']}")
    print("blessed" if document["blessed"] else "not blessed")
    if check and not document["blessed"]:
        raise typer.Exit(1)


@app.command()
def predict(
    files: Annotated[list[Path], typer.Argument(help="WAV or FLAC files, and folders of them.")],
    model: Annotated[str, typer.Option(help="A folder, models:/NAME@ALIAS or models:/NAME/VERSION.")] = "models/tflite",
    csv: Annotated[Path | None, typer.Option("--csv", help="CSV file to write instead of a table.")] = None,
) -> None:
    """Say what a model hears in recordings: label, probability and time of each; their loudest second counts.

    Exit status 2 if one of the files is no recording; the others are answered all the same.

    Examples: kws predict clip.wav; kws predict --model models:/keyword-spotter@champion --csv answers.csv recordings/
    """
    # Imported here: LiteRT and the readers of audio take a while.
    from components.kws.progress import tracked  # noqa: PLC0415
    from pipelines import predict as predicting  # noqa: PLC0415

    with one_line_errors():
        paths = predicting.recordings(files)
        if csv is not None:
            predicting.require_own_place(csv, paths)
        spotter = predicting.spotter_of(model)
    predictions = []
    for path in tracked(paths, "predict", len(paths)):
        with suppress(typer.Exit), one_line_errors():
            predictions.append(predicting.predict(spotter, path))
    if csv is None:
        Console().print(predicting.table(spotter, predictions))
    else:
        predicting.write_csv(csv, spotter.manifest.labels, predictions)
        print(csv)
    if len(predictions) < len(paths):
        raise typer.Exit(2)


@app.command()
def ui(port: Annotated[int, typer.Option(help="Where to listen on this machine.")] = 5000) -> None:
    """Open the MLflow UI on the embedded store; end it with Ctrl-C.

    Example: kws ui --port 5001
    """
    # Imported here: only this command needs it.
    from components.track.client import connected, public_uri  # noqa: PLC0415
    from components.track.store import local_artifacts, tracking_uri  # noqa: PLC0415

    artifacts = local_artifacts()
    if artifacts is None:
        print(f"the runs are on a server of their own: {public_uri()}")
        return
    with one_line_errors(), connected():
        # The store is there now, and of today's form.
        pass
    store = ["--backend-store-uri", tracking_uri(), "--artifacts-destination", artifacts.as_uri()]
    # One person looks: more workers only start later.
    command = [sys.executable, "-m", "mlflow", "server", "--port", str(port), "--workers", "1", *store]
    os.execv(sys.executable, command)


@pi_app.command("start")
def start_pi(board: Annotated[str, typer.Option(help=f"One of {', '.join(BOARDS)}.")] = "pi-4") -> None:
    """Start the emulated Pi on a port of this machine; needs root. Each start is a fresh card.

    Example: sudo kws pi start --board pi-5
    """
    with one_line_errors():
        if board not in BOARDS:
            raise ParamsError(f"--board: expected one of {', '.join(BOARDS)}, got {board!r}")
        EmulatedPi().start(BOARDS[board])
    pi_status()


@pi_app.command("stop")
def stop_pi() -> None:
    """End the emulated Pi, its processes and mounts; its file system stays in .cache/pi for the next start.

    Example: sudo kws pi stop
    """
    with one_line_errors():
        EmulatedPi().stop()
    pi_status()


@pi_app.command("status")
def pi_status() -> None:
    """Say whether the emulated Pi runs, and how to log in."""
    pi = EmulatedPi()
    where = os.path.relpath(pi.ssh_config)
    print(f"running: ssh -F {where} {ALIAS}" if pi.is_running else "not running: start it with kws pi start")


if __name__ == "__main__":
    app()
