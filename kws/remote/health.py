"""Reasons not to measure on a device: its board, its state, and unsteady times."""

from collections.abc import Iterator, Sequence
from statistics import median

from kws.model.reports.measurement import Health
from kws.remote.events import Window


def check_board(board: str | None, model: str) -> Iterator[str]:
    """Check that a device is a Raspberry Pi by its device tree; yields the reason if not."""
    if "Raspberry Pi" not in (board or ""):
        yield f"not a Raspberry Pi: {board or model}"


def check_health(health: Health, allow_governor: bool) -> Iterator[str]:
    """Check the state of a device; yields one line per reason not to measure on it.

    Args:
        health: of the device.
        allow_governor: whether any governor of the frequency will do.
    """
    if health.throttled is None:
        yield "unknown whether it is throttled: expected an answer from vcgencmd get_throttled"
    else:
        yield from (f"{name} now" for name in health.throttled.now)
        yield from (f"{name} since boot: fix the cause and reboot" for name in health.throttled.since_boot)
    if allow_governor or health.governor == "performance":
        return
    if health.governor is None:
        yield "governor unknown, expected performance"
    else:
        yield f"governor {health.governor}, expected performance"


def compute_spread(windows: Sequence[Window]) -> float:
    """Compute the spread of the windows' median times: (max − min) / median."""
    times = [window.total_ns for window in windows]
    return (max(times) - min(times)) / median(times)
