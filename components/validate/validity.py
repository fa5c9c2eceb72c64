"""Reasons why a device's measurement does not count."""

from collections.abc import Iterator, Sequence

from components.validate import ValidateParams
from kws.remote.events import JobLog, Window
from kws.remote.health import check_board, check_health, compute_spread


def reasons(log: JobLog, params: ValidateParams) -> list[str]:
    """Why a measurement does not count, in words; none if it does.

    A machine that is no Raspberry Pi is often shared, noisy and silent about itself: of kind `local`, all of
    this is reported and nothing is held against it. Nor of kind `emulated`, whose clock is not what counts.
    """
    if params.device.kind != "raspberry-pi":
        return []
    device = log.start.device
    return [
        *check_board(device.board, device.model),
        *_unhealthy_around(log, params.device.allow_governor),
        *_unsteady(log.windows, params.max_spread),
    ]


def _unsteady(windows: Sequence[Window], max_spread: float) -> Iterator[str]:
    if compute_spread(windows) > max_spread:
        yield f"the windows' medians differ by {compute_spread(windows):.1%}, expected at most {max_spread:.1%}"


def _unhealthy_around(log: JobLog, allow_governor: bool) -> Iterator[str]:
    before = list(check_health(log.start.health, allow_governor))
    after = list(check_health(log.end.health, allow_governor))
    yield from (f"{reason} (before the measurement)" for reason in before if reason not in after)
    yield from (f"{reason} (after the measurement)" for reason in after if reason not in before)
    yield from (reason for reason in before if reason in after)
