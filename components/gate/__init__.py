"""The stage gate: the verdict on a model, with the reason of each check."""

from dataclasses import dataclass
from typing import Annotated

from kws.core.params import Range


@dataclass(frozen=True)
class GateParams:
    """The thresholds, all required.

    Attributes:
        min_accuracy: lowest accuracy of the TFLite form, on the host and on the device.
        min_accuracy_lower_95: lowest value of the lower end of its 95 % interval on the host.
        max_size_bytes: `model.tflite` must be smaller.
        max_latency_median_ms, max_latency_p99_ms: the latency of a clip, from waveform to answer, must be lower.
    """

    min_accuracy: Annotated[float, Range(0, 1)]
    min_accuracy_lower_95: Annotated[float, Range(0, 1)]
    max_size_bytes: Annotated[int, Range(1)]
    max_latency_median_ms: Annotated[float, Range(0, open_below=True)]
    max_latency_p99_ms: Annotated[float, Range(0, open_below=True)]
