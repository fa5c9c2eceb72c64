"""`kws predict`: what a model hears in recordings."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kws.cli import predictions as predicting
from kws.cli.terminal import one_line_errors
from kws.core.progress import show_progress

app = typer.Typer()


@app.command()
def predict(
    files: Annotated[list[Path], typer.Argument(help="WAV or FLAC files, and folders of them.")],
    model: Annotated[str, typer.Option(help="A folder, models:/NAME@ALIAS or models:/NAME/VERSION.")] = "models/tflite",
    csv: Annotated[Path | None, typer.Option("--csv", help="CSV file to write instead of a table.")] = None,
) -> None:
    """Show what a model hears in recordings.

    Label, probability and time of each; of a recording longer than a second, the loudest second counts.

    Exit status 2 if one of the files is no recording; the others are answered all the same.

    Examples: kws predict clip.wav; kws predict --model models:/keyword-spotter@champion --csv answers.csv recordings/
    """

    paths = predicting.recordings(files)
    if csv is not None:
        predicting.require_own_place(csv, paths)
    spotter = predicting.spotter_of(model)
    predictions = []
    for path in show_progress(paths, "predict", len(paths)):
        with suppress(typer.Exit), one_line_errors():
            predictions.append(predicting.predict(spotter, path))
    if csv is None:
        Console().print(predicting.table(spotter, predictions))
    else:
        predicting.write_csv(csv, spotter.manifest.labels, predictions)
        print(csv)
    if len(predictions) < len(paths):
        raise typer.Exit(2)
