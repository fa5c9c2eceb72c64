"""TFLite model and test clips → the same questions asked on the device, from waveform to answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range


@dataclass(frozen=True)
class Device:
    """Where the model runs.

    Attributes:
        kind: `local` runs the device agent on this machine, `raspberry-pi` on others over SSH, `emulated` over SSH on a
            Raspberry Pi that this machine emulates meanwhile, which needs root.
        targets: those others, each as one types it after `ssh`: a name of ~/.ssh/config or [user@]host[:port]. None:
            this machine itself, which of kind `raspberry-pi` must then be one.
        allow_governor: a device that is not on the governor `performance` does not make its report invalid.
    """

    kind: Literal["local", "raspberry-pi", "emulated"]
    targets: tuple[str, ...]
    allow_governor: bool

    def problems(self) -> Iterator[str]:
        """Raspberry Pis elsewhere have names to reach them by; this machine and what it emulates have none."""
        if self.kind != "raspberry-pi" and self.targets:
            yield f"targets: expected none of kind {self.kind}, got {', '.join(self.targets)}"
        if len(set(self.targets)) < len(self.targets):
            yield f"targets: expected each once, got {', '.join(self.targets)}"


@dataclass(frozen=True)
class ValidateParams:
    """The device and the protocol.

    Attributes:
        device: where the model runs.
        warmup_clips: answered before the first measured one.
        windows: how often the latency is measured; the figure that counts is the median of their medians.
        window_s: seconds of answering that each of them lasts at least.
        max_spread: of the windows' medians, (max − min) / median; beyond it the report of a Pi is invalid.
        timeout_s: after which a silent device is given up.
    """

    device: Device
    warmup_clips: Annotated[int, Range(1, 1000)]
    windows: Annotated[int, Range(5, 1000)]
    window_s: Annotated[float, Range(0, 3600, open_below=True)]
    max_spread: Annotated[float, Range(0, 10)]
    timeout_s: Annotated[float, Range(1, 86400)]

    def problems(self) -> Iterator[str]:
        """A device says nothing while it measures a window."""
        if self.window_s >= self.timeout_s:
            yield f"window_s: expected less than timeout_s {self.timeout_s:g}, got {self.window_s:g}"
