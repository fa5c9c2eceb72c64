"""Keras model and features → a smaller Keras model and its history."""

from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range


@dataclass(frozen=True)
class PruneParams:
    """How the model shrinks, and how it then learns on.

    Attributes:
        method: `magnitude` sets the smallest weights to zero while training (Zhu & Gupta 2017);
            `structured` removes whole channels; `none` passes the model on.
        sparsity: magnitude: the share of zeros in every pruned kernel at the end.
        alpha: structured: the share of each layer's channels that stays.
        initial_weights: structured: `kept` starts from the weights of the most important channels (Li et al.
            2017), `random` trains the narrow network anew (Liu et al. 2019; the width multiplier of MobileNet).
        schedule, mask_frames, mask_features, batch_size, learning_rate, end_learning_rate, epochs, calibration,
            seed: as in train.
    """

    method: Literal["none", "magnitude", "structured"]
    sparsity: Annotated[float, Range(0, 1, open_above=True)]
    alpha: Annotated[float, Range(0, 1, open_below=True)]
    initial_weights: Literal["kept", "random"]
    schedule: Literal["linear", "cosine"]
    mask_frames: Annotated[int, Range(0, 250)]
    mask_features: Annotated[int, Range(0, 128)]
    batch_size: Annotated[int, Range(1, 65536)]
    learning_rate: Annotated[float, Range(0, 1, open_below=True)]
    end_learning_rate: Annotated[float, Range(0, 1)]
    epochs: Annotated[int, Range(1, 10000)]
    calibration: Literal["none", "temperature"]
    seed: Annotated[int, Range(0)]
