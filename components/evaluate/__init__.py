"""Float, pruned and TFLite forms and features → quality on the host, predictions and plots."""

from dataclasses import dataclass
from typing import Annotated

from kws.core.params import Range


@dataclass(frozen=True)
class EvaluateParams:
    """What is drawn.

    Attributes:
        threshold_steps: steps of the action threshold in its curve.
    """

    threshold_steps: Annotated[int, Range(2, 10000)]
