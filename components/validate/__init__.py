"""The stage validate: the TFLite model on the device, its answers to the test clips, their latency and memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range


@dataclass(frozen=True)
class Device:
    """The device that the model runs on.

    Attributes:
        kind: `local` runs the device agent on this machine, `raspberry-pi` on Raspberry Pis over SSH, `emulated` over
            SSH on a Raspberry Pi that this machine emulates, which needs root.
        targets: addresses of Raspberry Pis as `ssh` takes them: a name in ~/.ssh/config or [user@]host[:port]. If the
            list is empty, the device is this machine, which for kind `raspberry-pi` must be one.
        allow_governor: whether a report is valid if the device's governor is not `performance`.
    """

    kind: Literal["local", "raspberry-pi", "emulated"]
    targets: tuple[str, ...]
    allow_governor: bool

    def problems(self) -> Iterator[str]:
        """Yield a line if a kind without addresses has targets, or a target is listed twice."""
        if self.kind != "raspberry-pi" and self.targets:
            yield f"targets: expected none of kind {self.kind}, got {', '.join(self.targets)}"
        if len(set(self.targets)) < len(self.targets):
            yield f"targets: expected each once, got {', '.join(self.targets)}"


@dataclass(frozen=True)
class ValidateParams:
    """The device and the protocol.

    Attributes:
        device: the device that the model runs on.
        warmup_clips: number of clips answered before the first measured one.
        windows: number of windows in which the latency is measured; the figure that counts is the median of their
            medians.
        window_s: shortest length of a window.
        max_spread: largest spread of the windows' medians, (max − min) / median, with which a Pi's report is valid.
        timeout_s: longest silence of a device before its job is given up.
    """

    device: Device
    warmup_clips: Annotated[int, Range(1, 1000)]
    windows: Annotated[int, Range(5, 1000)]
    window_s: Annotated[float, Range(0, 3600, open_below=True)]
    max_spread: Annotated[float, Range(0, 10)]
    timeout_s: Annotated[float, Range(1, 86400)]

    def problems(self) -> Iterator[str]:
        """Yield a line if the timeout is too short: a device sends nothing while it measures a window."""
        if self.window_s >= self.timeout_s:
            yield f"window_s: expected less than timeout_s {self.timeout_s:g}, got {self.window_s:g}"
