"""The stage prune: a smaller Keras model and its history."""

from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range, Seed


@dataclass(frozen=True)
class PruneParams:
    """The pruning method and the training that follows it.

    Attributes:
        method: `magnitude` sets the smallest weights to zero while training (Zhu & Gupta 2017);
            `structured` removes whole channels; `none` passes the model on unchanged.
        sparsity: for `magnitude`, the final share of zeros in every pruned kernel.
        alpha: for `structured`, the share of each layer's channels that is kept.
        initial_weights: for `structured`, `kept` starts from the weights of the most important channels (Li et al.
            2017), `random` trains the narrow network from scratch (Liu et al. 2019; MobileNet's width multiplier).
        schedule, mask_frames, mask_features, batch_size, learning_rate, end_learning_rate, epochs, calibration,
            seed: as in `TrainParams`.
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
    seed: Seed
