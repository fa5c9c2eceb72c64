"""Options and error output that `kws` commands share."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kws.core.errors import KwsError

ParamsFile = Annotated[Path, typer.Option(help="Parameters of the stages.")]
Changes = Annotated[
    list[str], typer.Option("--param", help="A changed parameter, such as train.epochs=30; may be repeated.")
]


@contextmanager
def print_errors_on_one_line() -> Iterator[None]:
    """Print an error of ours on one line and exit with status 2."""
    try:
        yield
    except KwsError as error:
        print(f"error: {error}", file=sys.stderr)
        raise typer.Exit(2) from None


PlatformFile = Annotated[Path, typer.Option(help="Settings of the cluster.")]


AllowTags = Annotated[bool, typer.Option("--allow-tags", help="Allow images by tag, for a trial.")]
