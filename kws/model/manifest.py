"""The model's manifest, `model.json`: its labels, front end, tensors, hash and lineage."""

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kws.audio.front_end_spec import FrontEndSpec
from kws.core.errors import EvidenceError, ModelError
from kws.core.files import read_json, sha256_of
from kws.model.probabilities import Numbers

MODEL = "model.tflite"


MANIFEST = "model.json"


@dataclass(frozen=True)
class Quantization:
    """The quantization of a tensor: real = scale × (integer − zero_point); scale 0 if the tensor is float.

    Source: the TFLite 8-bit quantization specification.
    """

    dtype: str
    scale: float
    zero_point: int

    def quantize(self, real: npt.NDArray[np.float32]) -> npt.NDArray[Any]:
        """Quantize float32 values to `dtype`, saturating; unchanged if the tensor is float. Same shape."""
        if self.scale == 0:
            return real
        scale, zero_point, least, largest = self._constants
        integers = real / scale
        np.rint(integers, out=integers)
        integers += zero_point
        return integers.clip(least, largest, out=integers).astype(self.dtype)

    def dequantize(self, integers: npt.NDArray[Any]) -> Numbers:
        """Dequantize an array of `dtype`, (n,), exactly; unchanged if the tensor is float."""
        if self.scale == 0:
            return tuple(integers.tolist())
        return tuple([(integer - self.zero_point) * self.scale for integer in integers.tolist()])

    @cached_property
    def _constants(self) -> tuple[npt.NDArray[np.float32], ...]:
        """Scale, zero point, and the limits of `dtype`, as arrays, which numpy handles faster than scalars."""
        limits = np.iinfo(self.dtype)
        numbers = (self.scale, self.zero_point, limits.min, limits.max)
        return tuple(np.array(number, np.float32) for number in numbers)


@dataclass(frozen=True)
class ModelManifest:
    """The content of `model.json`.

    Attributes:
        labels: the words in the order of the logits.
        rejects: whether the model rejects sounds without any of the words; see `softmax`.
        front_end: the front end's parameters and `front_end_sha256`.
        input, output: the quantization of features and logits.
        sha256, size_bytes, zip_bytes: hash and size of `model.tflite`, and its size zipped.
        action_threshold: the lowest probability at which an answer is acted on.
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
        """The front end that the model was trained with."""
        return FrontEndSpec.from_document(self.front_end, MANIFEST)

    def probabilities(self, logits: Numbers) -> Numbers:
        """The probability of each word for one clip, as `softmax` defines it, with the same bits on every processor."""
        padded = (*logits, 0.0) if self.rejects else logits
        peak = max(padded)
        exponentials = [math.exp(logit - peak) for logit in padded]
        total = math.fsum(exponentials)
        return tuple([exponential / total for exponential in exponentials[: len(logits)]])


def read_manifest(folder: Path) -> ModelManifest:
    """Read `model.json` and check `model.tflite` and the front end against it.

    Raises:
        ModelError: the manifest is missing or not one of ours, or the model is missing or has another hash.
        FrontEndError: the front end's hash does not match its parameters.
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
