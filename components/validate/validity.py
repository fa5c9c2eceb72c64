"""Reasons why a device's measurement does not count."""

from collections.abc import Iterator, Sequence

from components.validate import ValidateParams
from kws.remote.events import JobLog, Window
from kws.remote.health import check_board, check_health, compute_spread


def list_reasons(log: JobLog, params: ValidateParams) -> list[str]:
    """List the reasons why a measurement does not count; the list is empty if it counts.

    Only a Raspberry Pi's measurement can be invalid. A machine of kind `local` is often shared, noisy and does not
    report its health; on kind `emulated`, the latency that counts does not depend on the clock.
    """
    if params.device.kind != "raspberry-pi":
        return []
    device = log.start.device
    return [
        *check_board(device.board, device.model),
        *_check_health_around(log, params.device.allow_governor),
        *_check_spread(log.windows, params.max_spread),
    ]


def _check_spread(windows: Sequence[Window], max_spread: float) -> Iterator[str]:
    if compute_spread(windows) > max_spread:
        yield f"the windows' medians differ by {compute_spread(windows):.1%}, expected at most {max_spread:.1%}"


def _check_health_around(log: JobLog, allow_governor: bool) -> Iterator[str]:
    before = list(check_health(log.start.health, allow_governor))
    after = list(check_health(log.end.health, allow_governor))
    yield from (f"{reason} (before the measurement)" for reason in before if reason not in after)
    yield from (f"{reason} (after the measurement)" for reason in after if reason not in before)
    yield from (reason for reason in before if reason in after)
