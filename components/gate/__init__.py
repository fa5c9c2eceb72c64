"""Evaluation and device report → a verdict with its reasons."""

from dataclasses import dataclass
from typing import Annotated

from kws.core.params import Range


@dataclass(frozen=True)
class GateParams:
    """The thresholds, all required.

    Attributes:
        min_accuracy: of the TFLite form, on the host and on the device.
        min_accuracy_lower_95: the lower end of its 95 % interval.
        max_size_bytes: what `model.tflite` must stay below.
        max_latency_median_ms, max_latency_p99_ms: what a clip, waveform to answer, must stay below.
    """

    min_accuracy: Annotated[float, Range(0, 1)]
    min_accuracy_lower_95: Annotated[float, Range(0, 1)]
    max_size_bytes: Annotated[int, Range(1)]
    max_latency_median_ms: Annotated[float, Range(0, open_below=True)]
    max_latency_p99_ms: Annotated[float, Range(0, open_below=True)]
