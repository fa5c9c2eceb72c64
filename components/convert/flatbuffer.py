"""A smaller TFLite flatbuffer of the same graph.

The interpreter identifies tensors by number. Their names, the signature, the converter's metadata and the ranges found
in calibration are for people and tools, and equal constants need to be stored only once.
"""

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

from kws.core.errors import ModelError

IDENTIFIER = b"TFL3"


def minimize(content: bytes) -> bytes:
    """Remove names, signatures, metadata and calibration ranges from a graph, and store each constant once.

    Raises:
        ModelError: there is more than one subgraph, and subgraphs may share buffers.
    """
    model = schema.ModelT.InitFromPackedBuf(content)
    if len(model.subgraphs) != 1:
        raise ModelError(f"expected one subgraph, got {len(model.subgraphs)}: convert a network without control flow")
    (graph,) = model.subgraphs
    model.description = model.metadata = model.metadataBuffer = model.signatureDefs = graph.name = None
    model.buffers = _share_buffers(model.buffers, graph.tensors)
    for tensor in graph.tensors:
        tensor.name = None
        if tensor.quantization is not None:
            tensor.quantization.min = tensor.quantization.max = None
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), IDENTIFIER)
    return bytes(builder.Output())


def _share_buffers(buffers: list[schema.BufferT], tensors: list[schema.TensorT]) -> list[schema.BufferT]:
    """Store equal buffers once, and point the tensors at them.

    The first buffer is empty, as the format requires, and serves every computed tensor.
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
