"""A TFLite file of one dense layer, built without TensorFlow, and a folder as `convert` leaves it."""

from pathlib import Path

import ai_edge_litert.schema_py_generated as schema
import flatbuffers
import numpy as np

from kws.audio.front_end_spec import FrontEndSpec
from kws.core.files import sha256_of, write_json
from kws.model.manifest import MANIFEST, MODEL, ModelManifest, Quantization

FLOAT = Quantization("float32", 0.0, 0)
_CODES = {
    "float32": schema.TensorType.FLOAT32,
    "int8": schema.TensorType.INT8,
    "int32": schema.TensorType.INT32,
}


def make_dense_file(
    weights: np.ndarray,
    bias: np.ndarray,
    *,
    input_shape: tuple[int, ...],
    input: Quantization = FLOAT,
    output: Quantization = FLOAT,
    weight_scale: float = 0.0,
) -> bytes:
    """Make a TFLite file: logits = weights (labels, features) @ the flattened input + bias (labels,)."""
    bias_scale = weight_scale * input.scale
    tensors = [
        _tensor("features", input_shape, input, buffer=0),
        _tensor("weights", weights.shape, Quantization(weights.dtype.name, weight_scale, 0), buffer=1),
        _tensor("bias", bias.shape, Quantization(bias.dtype.name, bias_scale, 0), buffer=2),
        _tensor("logits", (1, len(bias)), output, buffer=0),
    ]
    dense = schema.OperatorT(
        inputs=[0, 1, 2],
        outputs=[3],
        builtinOptionsType=schema.BuiltinOptions.FullyConnectedOptions,
        builtinOptions=schema.FullyConnectedOptionsT(),
    )
    code = schema.BuiltinOperator.FULLY_CONNECTED
    model = schema.ModelT(
        version=3,
        operatorCodes=[schema.OperatorCodeT(builtinCode=code, deprecatedBuiltinCode=code, version=4)],
        subgraphs=[schema.SubGraphT(tensors=tensors, inputs=[0], outputs=[3], operators=[dense])],
        buffers=[schema.BufferT(data=data) for data in (None, weights.tobytes(), bias.tobytes())],
    )
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _tensor(name: str, shape: tuple[int, ...], form: Quantization, buffer: int) -> schema.TensorT:
    quantization = (
        schema.QuantizationParametersT(scale=[form.scale], zeroPoint=[form.zero_point]) if form.scale else None
    )
    return schema.TensorT(
        name=name, shape=list(shape), type=_CODES[form.dtype], buffer=buffer, quantization=quantization
    )


def make_dense_folder(
    folder: Path, content: bytes, spec: FrontEndSpec, labels: tuple[str, ...] = ("up", "down")
) -> Path:
    """Write `model.tflite` and its manifest into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / MODEL).write_bytes(content)
    manifest = ModelManifest(
        labels=labels,
        rejects=False,
        front_end=spec.document(),
        input=FLOAT,
        output=FLOAT,
        sha256=sha256_of(folder / MODEL),
        size_bytes=len(content),
        zip_bytes=len(content),
        action_threshold=0.9,
        data_sha256="d" * 64,
        params_sha256="p" * 64,
        params={},
        source_commit="unknown",
        versions={},
    )
    write_json(folder / MANIFEST, manifest)
    return folder
