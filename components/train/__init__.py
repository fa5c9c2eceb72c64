"""The stage train: a Keras model and its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range, Seed


@dataclass(frozen=True)
class TrainParams:
    """The network and its training.

    Attributes:
        architecture: key of a table in `networks.py`.
        alpha: width multiplier of every convolution.
        branches: number of branches of its own shape that each convolution has in training, beside narrower ones and
            the input itself; all are merged at the end (RepVGG; Ding et al. 2021). 1 trains the plain network.
        optimizer: Keras's name of it; `adamw` is Adam with decoupled weight decay (Loshchilov & Hutter 2019).
        weight_decay: weight decay of `adamw`, on kernels only.
        schedule: how the learning rate falls from `learning_rate` to `end_learning_rate` over all steps: `linear`, or
            along a `cosine` (Loshchilov & Hutter 2017).
        mask_frames, mask_features: longest stretch of frames, and of features, that is masked in an example, anew in
            each epoch (SpecAugment; Park et al. 2019); 0 for none.
        batch_size: examples per step.
        epochs: number of passes over the training split.
        calibration: `temperature` calibrates the probabilities on the validation split (Guo et al. 2017).
        seed: seed of the weights, of the order of examples and of the masks.
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
    seed: Seed

    def problems(self) -> Iterator[str]:
        """Yield a line per broken rule across fields."""
        if self.end_learning_rate > self.learning_rate:
            yield (
                f"end_learning_rate: expected at most learning_rate {self.learning_rate:g}, "
                f"got {self.end_learning_rate:g}"
            )
