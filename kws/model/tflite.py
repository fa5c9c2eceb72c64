"""A TFLite model in the LiteRT interpreter."""

from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from kws.audio.front_end import Features
from kws.core.errors import FrontEndError, ModelError
from kws.model.manifest import MANIFEST, MODEL, ModelManifest, Quantization, read_manifest
from kws.model.probabilities import Numbers


class TFLiteModel:
    """A TFLite model that computes the logits of one clip at a time, on one thread.

    Raises:
        ModelError: the interpreter cannot load the bytes, or the model has not one input and one output.
    """

    def __init__(self, content: bytes, where: str) -> None:
        try:
            # One thread: for a network this small, waking a second one takes longer than it saves.
            self._interpreter = Interpreter(model_content=content, num_threads=1)
            self._interpreter.allocate_tensors()
            (self._input,) = self._interpreter.get_input_details()
            (self._output,) = self._interpreter.get_output_details()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"expected a TFLite model, got {' '.join(str(error).split())}: {where}") from None
        self.input = _read_quantization(self._input)
        self.output = _read_quantization(self._output)

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


def load_model(folder: Path) -> tuple[ModelManifest, TFLiteModel]:
    """Load a model's folder: the verified manifest and its model.

    Raises:
        ModelError, FrontEndError: as `read_manifest` and `TFLiteModel`, or the model's tensors do not match
            the manifest and its front end.
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


def _read_quantization(tensor: dict[str, Any]) -> Quantization:
    scale, zero_point = tensor["quantization"]
    return Quantization(np.dtype(tensor["dtype"]).name, float(scale), int(zero_point))
