"""The stage evaluate: the quality of every form of the model on the host, its predictions and plots."""

from dataclasses import dataclass
from typing import Annotated

from kws.core.params import Range


@dataclass(frozen=True)
class EvaluateParams:
    """Settings of the threshold plot.

    Attributes:
        threshold_steps: number of steps of the threshold, from 1 / num_labels to 1.
    """

    threshold_steps: Annotated[int, Range(2, 10000)]
