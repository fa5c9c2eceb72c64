"""Keras model and features → TFLite model, its manifest and a zipped bundle of both."""

from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range


@dataclass(frozen=True)
class ConvertParams:
    """The numbers that the TFLite model computes with.

    Attributes:
        quantization: `none` keeps float32, `dynamic` stores int8 weights, `int8` computes in int8,
            `int16x8` in int16 activations and int8 weights.
        granularity: one scale for each channel of a kernel, or one for the whole of it, which is smaller
            (Krishnamoorthi 2018).
        flatbuffer: `full` as the converter writes it, or `minimal`: what the interpreter needs and no more.
        representative_examples: of the training split, drawn by the seed, that show the range of activations.
        action_threshold: the probability from which an answer is acted on.
        seed: of the draw.
    """

    quantization: Literal["none", "dynamic", "int8", "int16x8"]
    granularity: Literal["per_channel", "per_tensor"]
    flatbuffer: Literal["full", "minimal"]
    representative_examples: Annotated[int, Range(1)]
    action_threshold: Annotated[float, Range(0, 1)]
    seed: Annotated[int, Range(0)]
