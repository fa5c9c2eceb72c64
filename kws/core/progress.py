"""Progress bars: on a terminal only."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")


def tracked(items: Iterable[T], description: str, total: int | None = None) -> Iterator[T]:
    """The items, with a bar on standard error while they pass; silent when that is no terminal."""
    with _bar(counts="MofNCompleteColumn") as progress:
        yield from progress.track(items, total=total, description=description)


@contextmanager
def counter(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar for work that counts itself: call what this gives with the number done."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with _bar(counts="MofNCompleteColumn") as progress:
        task = progress.add_task(description, total=total)
        yield lambda done: progress.update(task, completed=done)


def byte_bar() -> "Progress":
    """A bar that counts bytes: add a task to it and advance that."""
    return _bar(counts="DownloadColumn")


def _bar(counts: str) -> "Progress":
    """A bar with a column of this name in rich.progress."""
    # Imported here: where nobody watches, as on a device, it need not be there.
    from rich import progress  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    count = getattr(progress, counts)()
    columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), count, progress.TimeRemainingColumn())
    console = Console(stderr=True)
    return progress.Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True)
