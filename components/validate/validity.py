"""What a device said of itself → the reasons why its measurement does not count."""

from collections.abc import Iterator, Sequence
from statistics import median

from components.validate import ValidateParams
from components.validate.events import Health, Said, Window


def reasons(said: Said, params: ValidateParams) -> list[str]:
    """Why a measurement does not count, in words; none if it does.

    A machine that is no Raspberry Pi is often shared, noisy and silent about itself: of kind `local`, all of
    this is reported and nothing is held against it. Nor of kind `emulated`, whose clock is not what counts.
    """
    if params.device.kind != "raspberry-pi":
        return []
    device = said.start.device
    return [
        *no_pi(device.board, device.model),
        *_unhealthy_around(said, params.device.allow_governor),
        *_unsteady(said.windows, params.max_spread),
    ]


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


def _unsteady(windows: Sequence[Window], max_spread: float) -> Iterator[str]:
    if spread(windows) > max_spread:
        yield f"the windows' medians differ by {spread(windows):.1%}, expected at most {max_spread:.1%}"


def _unhealthy_around(said: Said, allow_governor: bool) -> Iterator[str]:
    before = list(unhealthy(said.start.health, allow_governor))
    after = list(unhealthy(said.end.health, allow_governor))
    yield from (f"{reason} (before the measurement)" for reason in before if reason not in after)
    yield from (f"{reason} (after the measurement)" for reason in after if reason not in before)
    yield from (reason for reason in before if reason in after)
