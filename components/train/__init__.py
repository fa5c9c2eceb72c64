"""Features → Keras model and its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from components.kws.params import Range


@dataclass(frozen=True)
class TrainParams:
    """The network and how it learns.

    Attributes:
        architecture: a table in `networks.py`.
        alpha: width multiplier of every convolution.
        optimizer, loss: as Keras names them.
        schedule: how the learning rate falls from `learning_rate` to `end_learning_rate` over all steps.
        batch_size: examples a step.
        epochs: passes over the training split.
        seed: of the weights and of the order of examples.
    """

    architecture: Literal["cnn", "ds_cnn"]
    alpha: Annotated[float, Range(0, 4, open_below=True)]
    optimizer: Literal["adam"]
    schedule: Literal["linear"]
    loss: Literal["sparse_categorical_crossentropy"]
    batch_size: Annotated[int, Range(1, 65536)]
    learning_rate: Annotated[float, Range(0, 1, open_below=True)]
    end_learning_rate: Annotated[float, Range(0, 1)]
    epochs: Annotated[int, Range(1, 10000)]
    seed: Annotated[int, Range(0)]

    def problems(self) -> Iterator[str]:
        """A line for each rule across fields that is broken."""
        if self.end_learning_rate > self.learning_rate:
            yield (
                f"end_learning_rate: expected at most learning_rate {self.learning_rate:g}, "
                f"got {self.end_learning_rate:g}"
            )
