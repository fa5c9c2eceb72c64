"""Health of a device: what speaks against measuring on it."""

from collections.abc import Iterator, Sequence
from statistics import median

from kws.remote.events import Health, Window


def no_pi(board: str | None, model: str) -> Iterator[str]:
    """What speaks against a device that claims to be a Raspberry Pi: its device tree does not."""
    if "Raspberry Pi" not in (board or ""):
        yield f"not a Raspberry Pi: {board or model}"


def unhealthy(health: Health, allow_governor: bool) -> Iterator[str]:
    """What speaks against measuring on a device in this state."""
    if health.throttled is None:
        yield "nothing tells whether it is throttled: expected an answer from vcgencmd get_throttled"
    else:
        yield from (f"{name} now" for name in health.throttled.now)
        yield from (f"{name} since boot: mend it and reboot" for name in health.throttled.since_boot)
    if allow_governor or health.governor == "performance":
        return
    if health.governor is None:
        yield "it tells no governor, expected performance"
    else:
        yield f"governor {health.governor}, expected performance"


def spread(windows: Sequence[Window]) -> float:
    """Of the windows' medians: (max − min) / median."""
    times = [window.total_ns for window in windows]
    return (max(times) - min(times)) / median(times)
