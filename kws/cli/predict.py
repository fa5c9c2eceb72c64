"""`kws predict`: answers of a model to recordings."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kws.cli import predictions as predicting
from kws.cli.terminal import print_errors_on_one_line
from kws.core.progress import show_progress

app = typer.Typer()


@app.command()
def predict(
    files: Annotated[list[Path], typer.Argument(help="WAV or FLAC files, and folders of them.")],
    model: Annotated[str, typer.Option(help="A folder, models:/NAME@ALIAS or models:/NAME/VERSION.")] = "models/tflite",
    csv: Annotated[Path | None, typer.Option("--csv", help="CSV file to write instead of a table.")] = None,
) -> None:
    """Show what a model hears in recordings.

    Shows label, probability and time per recording; of one longer than a second, only the loudest second counts.

    Exit status 2 if a file is not a recording; the others are still answered.

    Examples: kws predict clip.wav; kws predict --model models:/keyword-spotter@champion --csv answers.csv recordings/
    """
    paths = predicting.find_recordings(files)
    if csv is not None:
        predicting.require_own_place(csv, paths)
    spotter = predicting.load_spotter(model)
    predictions = []
    for path in show_progress(paths, "predict", len(paths)):
        with suppress(typer.Exit), print_errors_on_one_line():
            predictions.append(predicting.predict(spotter, path))
    if csv is None:
        Console().print(predicting.make_table(spotter, predictions))
    else:
        predicting.write_csv(csv, spotter.manifest.labels, predictions)
        print(csv)
    if len(predictions) < len(paths):
        raise typer.Exit(2)
