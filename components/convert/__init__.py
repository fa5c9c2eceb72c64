"""The stage convert: a TFLite model, its manifest and the model zipped."""

from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range, Seed


@dataclass(frozen=True)
class ConvertParams:
    """The quantization and the form of the TFLite model.

    Attributes:
        quantization: `none` keeps float32, `dynamic` stores int8 weights, `int8` computes in int8,
            `int16x8` in int16 activations and int8 weights.
        granularity: one scale per channel of a kernel, or one per kernel, which is smaller
            (Krishnamoorthi 2018).
        flatbuffer: `full` as the converter writes it, or `minimal`, without what the interpreter does not need.
        representative_examples: size of the representative dataset, which is drawn from the training split.
        action_threshold: the lowest probability at which an answer is acted on.
        seed: seed of that draw.
    """

    quantization: Literal["none", "dynamic", "int8", "int16x8"]
    granularity: Literal["per_channel", "per_tensor"]
    flatbuffer: Literal["full", "minimal"]
    representative_examples: Annotated[int, Range(1)]
    action_threshold: Annotated[float, Range(0, 1)]
    seed: Seed
