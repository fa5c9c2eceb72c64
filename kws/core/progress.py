"""Progress bars, shown on a terminal only."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")


def show_progress(items: Iterable[T], description: str, total: int | None = None) -> Iterator[T]:
    """Yield the items and show a bar on standard error; silent if that is not a terminal."""
    with _make_bar(counts="MofNCompleteColumn") as progress:
        yield from progress.track(items, total=total, description=description)


@contextmanager
def show_count(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar for work that counts itself: call the yielded function with the number done."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with _make_bar(counts="MofNCompleteColumn") as progress:
        task = progress.add_task(description, total=total)
        yield lambda done: progress.update(task, completed=done)


def make_byte_bar() -> "Progress":
    """A bar that counts bytes: add a task to it and advance the task."""
    return _make_bar(counts="DownloadColumn")


def _make_bar(counts: str) -> "Progress":
    """A bar with the column of rich.progress that is named `counts`."""
    # Imported here: a device, which shows no bars, need not have it.
    from rich import progress  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    count = getattr(progress, counts)()
    columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), count, progress.TimeRemainingColumn())
    console = Console(stderr=True)
    return progress.Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True)
