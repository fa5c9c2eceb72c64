"""TFLite model and test clips → the same questions asked on the device, from waveform to answer."""

from dataclasses import dataclass
from typing import Annotated, Literal

from components.kws.params import Range


@dataclass(frozen=True)
class Device:
    """Where the model runs.

    Attributes:
        kind: `local` runs the device agent on this machine.
    """

    kind: Literal["local"]


@dataclass(frozen=True)
class ValidateParams:
    """The device and the protocol.

    Attributes:
        device: where the model runs.
        warmup_clips: answered before the first measured one.
        timeout_s: after which a silent device is given up.
    """

    device: Device
    warmup_clips: Annotated[int, Range(1, 1000)]
    timeout_s: Annotated[float, Range(1, 86400)]
