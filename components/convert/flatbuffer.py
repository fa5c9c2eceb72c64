"""TFLite flatbuffer → the least of it that computes the same.

An interpreter runs a graph by the tensors' numbers; their names, the signature that speaks of them, the converter's
metadata and the ranges seen in calibration are for people and tools. Equal constants need to be there once.
"""

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

from kws.core.errors import ModelError

IDENTIFIER = b"TFL3"


def minimal(content: bytes) -> bytes:
    """The same graph without names, signatures, metadata and calibration ranges, each constant once.

    Raises:
        ModelError: more than one subgraph, whose buffers may be each other's.
    """
    model = schema.ModelT.InitFromPackedBuf(content)
    if len(model.subgraphs) != 1:
        raise ModelError(f"expected one subgraph, got {len(model.subgraphs)}: quantize without control flow")
    (graph,) = model.subgraphs
    model.description = model.metadata = model.metadataBuffer = model.signatureDefs = graph.name = None
    model.buffers = _shared_buffers(model.buffers, graph.tensors)
    for tensor in graph.tensors:
        tensor.name = None
        if tensor.quantization is not None:
            tensor.quantization.min = tensor.quantization.max = None
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), IDENTIFIER)
    return bytes(builder.Output())


def _shared_buffers(buffers: list[schema.BufferT], tensors: list[schema.TensorT]) -> list[schema.BufferT]:
    """The buffers that the tensors need, each content once; the tensors then refer to these.

    The first is empty, as the format asks, and stands for every tensor that is computed.
    """
    kept, places = [schema.BufferT()], {b"": 0}
    for tensor in tensors:
        data = buffers[tensor.buffer].data
        content = b"" if data is None else bytes(data)
        if content not in places:
            places[content] = len(kept)
            kept.append(buffers[tensor.buffer])
        tensor.buffer = places[content]
    return kept
