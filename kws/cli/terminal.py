"""What every `kws` command shares: its flags for params, and one line for an error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kws.core.errors import KwsError

ParamsFile = Annotated[Path, typer.Option(help="What the stages do.")]
Changes = Annotated[list[str], typer.Option("--param", help="A change to it, like train.epochs=30; may be repeated.")]


@contextmanager
def one_line_errors() -> Iterator[None]:
    """One of our errors becomes one line and exit status 2."""
    try:
        yield
    except KwsError as error:
        print(f"error: {error}", file=sys.stderr)
        raise typer.Exit(2) from None


PlatformFile = Annotated[Path, typer.Option(help="What the cluster has.")]


AllowTags = Annotated[bool, typer.Option("--allow-tags", help="Images by tag too, for a trial.")]
