"""The TFLite model and its manifest: what `convert` writes and everything that runs the model reads."""

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

from components.kws.errors import EvidenceError, FrontEndError, ModelError
from components.kws.files import read_json, sha256_of
from components.kws.front_end import Features
from components.kws.front_end_spec import FrontEndSpec

MODEL = "model.tflite"
MANIFEST = "model.json"

# One for each label, in their order: Python's own numbers, which for a few are faster than arrays.
Numbers = tuple[float, ...]
# Of many clips, (n, num_labels).
Logits = npt.NDArray[np.floating]
Probabilities = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Quantization:
    """real = scale × (integer − zero_point); scale 0 where the tensor is float.

    Source: the TFLite 8-bit quantization specification.
    """

    dtype: str
    scale: float
    zero_point: int

    def quantize(self, real: npt.NDArray[np.float32]) -> npt.NDArray[Any]:
        """Reals → integers of `dtype`, saturating; floats unchanged."""
        if self.scale == 0:
            return real
        scale, zero_point, least, largest = self._constants
        integers = real / scale
        np.rint(integers, out=integers)
        integers += zero_point
        return integers.clip(least, largest, out=integers).astype(self.dtype)

    def dequantize(self, integers: npt.NDArray[Any]) -> Numbers:
        """Integers of `dtype`, (n,) → reals, exact; floats unchanged."""
        if self.scale == 0:
            return tuple(integers.tolist())
        return tuple([(integer - self.zero_point) * self.scale for integer in integers.tolist()])

    @cached_property
    def _constants(self) -> tuple[npt.NDArray[np.float32], ...]:
        """Scale, zero point, and the limits of `dtype`: arrays, which numpy takes faster than scalars."""
        limits = np.iinfo(self.dtype)
        numbers = (self.scale, self.zero_point, limits.min, limits.max)
        return tuple(np.array(number, np.float32) for number in numbers)


@dataclass(frozen=True)
class ModelManifest:
    """`model.json`: what a model is, what it expects and what it was made of.

    Attributes:
        labels: the words in the order of the logits.
        rejects: whether a sound may be none of the words; see `softmax`.
        front_end: parameters and `front_end_sha256`.
        input, output: how the model's tensors hold features and logits.
        sha256, size_bytes, zip_bytes: of `model.tflite`, and its size zipped.
        action_threshold: the probability from which an answer is acted on.
        data_sha256, params_sha256, params: the lineage.
        source_commit, versions: the code and the tools.
    """

    labels: tuple[str, ...]
    rejects: bool
    front_end: dict[str, Any]
    input: Quantization
    output: Quantization
    sha256: str
    size_bytes: int
    zip_bytes: int
    action_threshold: float
    data_sha256: str
    params_sha256: str
    params: dict[str, dict[str, Any]]
    source_commit: str
    versions: dict[str, str]

    @property
    def front_end_spec(self) -> FrontEndSpec:
        """The front end that the model was trained behind."""
        return FrontEndSpec.from_document(self.front_end, MANIFEST)

    def probabilities(self, logits: Numbers) -> Numbers:
        """The probability of each word of one clip, as `softmax` has it, the same on every processor."""
        opened = (*logits, 0.0) if self.rejects else logits
        peak = max(opened)
        exponentials = [math.exp(logit - peak) for logit in opened]
        total = math.fsum(exponentials)
        return tuple([exponential / total for exponential in exponentials[: len(logits)]])


def read_manifest(folder: Path) -> ModelManifest:
    """Read `model.json` and hold `model.tflite` and the front end to it.

    Raises:
        ModelError: the manifest is not one of ours, or the model is missing or another.
        FrontEndError: the front end's hash is not that of its parameters.
    """
    try:
        document = read_json(folder / MANIFEST)
        manifest = ModelManifest(
            **{
                **document,
                "labels": tuple(document["labels"]),
                "input": Quantization(**document["input"]),
                "output": Quantization(**document["output"]),
            }
        )
    except (EvidenceError, KeyError, TypeError) as error:
        raise ModelError(f"expected a model manifest, got {error}: {folder / MANIFEST}") from None
    if not (folder / MODEL).is_file():
        raise ModelError(f"expected a model, found none: {folder / MODEL}; run convert")
    found = sha256_of(folder / MODEL)
    if found != manifest.sha256:
        raise ModelError(f"expected sha256 {manifest.sha256[:12]}…, got {found[:12]}…: {folder / MODEL}")
    return manifest


class TFLiteModel:
    """Features → logits by the built-in interpreter, one clip at a time on one thread.

    Raises:
        ModelError: the bytes are no model that the interpreter loads, or of one that has not one
            input and one output.
    """

    def __init__(self, content: bytes, where: str) -> None:
        try:
            # One thread: nets this small lose more to waking a second one than it computes.
            self._interpreter = Interpreter(model_content=content, num_threads=1)
            self._interpreter.allocate_tensors()
            (self._input,) = self._interpreter.get_input_details()
            (self._output,) = self._interpreter.get_output_details()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"expected a TFLite model, got {' '.join(str(error).split())}: {where}") from None
        self.input = _quantization(self._input)
        self.output = _quantization(self._output)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """(1, num_frames, num_features)."""
        return tuple(int(size) for size in self._input["shape"])

    def __call__(self, features: Features) -> Numbers:
        """The logits of one clip.

        Args:
            features: float32 (num_frames, num_features).
        """
        self._interpreter.set_tensor(self._input["index"], self.input.quantize(features)[np.newaxis])
        self._interpreter.invoke()
        return self.output.dequantize(self._interpreter.get_tensor(self._output["index"])[0])


def load(folder: Path) -> tuple[ModelManifest, TFLiteModel]:
    """A verified manifest and the model it speaks of.

    Raises:
        ModelError, FrontEndError: as `read_manifest` and `TFLiteModel`, or the model's tensors are
            not those of the manifest and its front end.
    """
    manifest = read_manifest(folder)
    model = TFLiteModel((folder / MODEL).read_bytes(), str(folder / MODEL))
    spec = manifest.front_end_spec
    expected = (1, spec.num_frames, spec.num_features)
    if model.input_shape != expected:
        raise FrontEndError(f"expected features {expected}, the model takes {model.input_shape}: {folder / MODEL}")
    if (model.input, model.output) != (manifest.input, manifest.output):
        raise ModelError(f"expected tensors as in {MANIFEST}, got {model.input}, {model.output}: {folder / MODEL}")
    return manifest, model


def softmax(logits: Logits, *, rejects: bool = False) -> Probabilities:
    """Probabilities of many clips' logits along the last axis, of the same shape and type.

    With `rejects` there is one more class, none of the words, whose logit is 0 and whose probability is what the
    others leave of 1: the reference category of a multinomial logit. Which word is likeliest stays as it is.
    """
    peak = logits.max(axis=-1, keepdims=True)
    if rejects:
        peak = np.maximum(peak, 0)
    exponentials = np.exp(logits - peak)
    total = exponentials.sum(axis=-1, keepdims=True)
    if rejects:
        total += np.exp(-peak)
    return np.asarray(exponentials / total)


def _quantization(tensor: dict[str, Any]) -> Quantization:
    scale, zero_point = tensor["quantization"]
    return Quantization(np.dtype(tensor["dtype"]).name, float(scale), int(zero_point))
