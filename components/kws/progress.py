"""Progress bars: on a terminal only."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")


def tracked(items: Iterable[T], description: str, total: int | None = None) -> Iterator[T]:
    """The items, with a bar on standard error while they pass; silent when that is no terminal."""
    with _bar(MofNCompleteColumn()) as progress:
        yield from progress.track(items, total=total, description=description)


@contextmanager
def counter(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar for work that counts itself: call what this gives with the number done."""
    with _bar(MofNCompleteColumn()) as progress:
        task = progress.add_task(description, total=total)
        yield lambda done: progress.update(task, completed=done)


def byte_bar() -> Progress:
    """A bar that counts bytes: add a task to it and advance that."""
    return _bar(DownloadColumn())


def _bar(count: MofNCompleteColumn | DownloadColumn) -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), count, TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True)
