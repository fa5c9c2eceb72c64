"""Features → Keras model and its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range


@dataclass(frozen=True)
class TrainParams:
    """The network and how it learns.

    Attributes:
        architecture: a table in `networks.py`.
        alpha: width multiplier of every convolution.
        branches: how many of its own form each convolution is a sum of while it learns, beside narrower ones and the
            input itself, all made one in the end (RepVGG; Ding et al. 2021); 1 for a convolution that is no sum.
        optimizer: as Keras names it; `adamw` is Adam with decoupled weight decay (Loshchilov & Hutter 2019).
        weight_decay: of `adamw`, on kernels alone.
        schedule: how the learning rate falls from `learning_rate` to `end_learning_rate` over all steps: `linear`, or
            along a `cosine` (Loshchilov & Hutter 2017).
        mask_frames, mask_features: the longest stretch of frames, and of features, that is hidden in an example each
            time it is learnt from (SpecAugment; Park et al. 2019); 0 for none.
        batch_size: examples a step.
        epochs: passes over the training split.
        calibration: `temperature` makes probabilities mean what they say (Guo et al. 2017), on the validation split.
        seed: of the weights and of the order of examples.
    """

    architecture: Literal["cnn", "ds_cnn", "temporal"]
    alpha: Annotated[float, Range(0, 4, open_below=True)]
    branches: Annotated[int, Range(1, 8)]
    optimizer: Literal["adam", "adamw"]
    weight_decay: Annotated[float, Range(0, 1)]
    schedule: Literal["linear", "cosine"]
    mask_frames: Annotated[int, Range(0, 250)]
    mask_features: Annotated[int, Range(0, 128)]
    batch_size: Annotated[int, Range(1, 65536)]
    learning_rate: Annotated[float, Range(0, 1, open_below=True)]
    end_learning_rate: Annotated[float, Range(0, 1)]
    epochs: Annotated[int, Range(1, 10000)]
    calibration: Literal["none", "temperature"]
    seed: Annotated[int, Range(0)]

    def problems(self) -> Iterator[str]:
        """A line for each rule across fields that is broken."""
        if self.end_learning_rate > self.learning_rate:
            yield (
                f"end_learning_rate: expected at most learning_rate {self.learning_rate:g}, "
                f"got {self.end_learning_rate:g}"
            )
