"""The size of a .tflite file, tensor by tensor."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ai_edge_litert import schema_py_generated as schema


@dataclass(frozen=True)
class TensorSize:
    """The bytes of one tensor.

    Attributes:
        name: the last of the names that the converter joined.
        operator: that reads the tensor; empty if none does.
        shape, dtype: of the tensor.
        data_bytes: of its constant values; 0 if they are computed.
        quantization_bytes: of its scales and zero points.
        name_bytes: of its whole name.
    """

    name: str
    operator: str
    shape: tuple[int, ...]
    dtype: str
    data_bytes: int
    quantization_bytes: int
    name_bytes: int

    @property
    def total_bytes(self) -> int:
        """The sum of the three."""
        return self.data_bytes + self.quantization_bytes + self.name_bytes


@dataclass(frozen=True)
class FileSize:
    """The bytes of a file.

    Attributes:
        tensors: the largest first.
        metadata_bytes: of data for tools, which inference does not need.
        total_bytes: of the file.
    """

    tensors: list[TensorSize]
    metadata_bytes: int
    total_bytes: int

    @property
    def parts(self) -> dict[str, int]:
        """The bytes by purpose; they sum to the file's."""
        named = {
            "values": sum(tensor.data_bytes for tensor in self.tensors),
            "scales and zero points": sum(tensor.quantization_bytes for tensor in self.tensors),
            "names": sum(tensor.name_bytes for tensor in self.tensors),
            "metadata": self.metadata_bytes,
        }
        return {**named, "structure": self.total_bytes - sum(named.values())}


def measure_file(content: bytes) -> FileSize:
    """Measure the tensors of a TFLite file.

    Source: the TFLite schema in LiteRT's package.
    """
    model = schema.ModelT.InitFromPackedBuf(content, 0)
    lengths = [0 if buffer.data is None else len(buffer.data) for buffer in model.buffers]
    metadata = sum(lengths[entry.buffer] for entry in model.metadata or ())
    return FileSize(sorted(_measure_tensors(model, lengths), key=lambda one: -one.total_bytes), metadata, len(content))


def _measure_tensors(model: Any, lengths: list[int]) -> Iterator[TensorSize]:
    dtypes, counted = _read_names(schema.TensorType), set()
    for subgraph in model.subgraphs:
        readers = _find_readers(model, subgraph)
        for index, tensor in enumerate(subgraph.tensors):
            # Tensors may share a buffer; it counts for the first one.
            data_bytes = 0 if tensor.buffer in counted else lengths[tensor.buffer]
            counted.add(tensor.buffer)
            name = tensor.name or b""
            yield TensorSize(
                name=name.decode(errors="replace").rpartition(";")[2],
                operator=readers.get(index, ""),
                shape=tuple(int(size) for size in (() if tensor.shape is None else tensor.shape)),
                dtype=dtypes[tensor.type].lower(),
                data_bytes=data_bytes,
                quantization_bytes=_measure_quantization(tensor.quantization),
                name_bytes=len(name),
            )


def _find_readers(model: Any, subgraph: Any) -> dict[int, str]:
    operators = _read_names(schema.BuiltinOperator)
    readers: dict[int, str] = {}
    for operator in subgraph.operators:
        code = model.operatorCodes[operator.opcodeIndex]
        # Codes up to 127 are in the deprecated field too, later ones only in the new field.
        name = operators[max(code.builtinCode, code.deprecatedBuiltinCode)]
        readers |= {int(index): name.lower().replace("_", " ") for index in operator.inputs}
    return readers


def _measure_quantization(quantization: Any) -> int:
    # float32 scales, minima and maxima, int64 zero points.
    if quantization is None:
        return 0
    widths = {"scale": 4, "min": 4, "max": 4, "zeroPoint": 8}
    vectors = {name: getattr(quantization, name) for name in widths}
    return sum(widths[name] * len(vector) for name, vector in vectors.items() if vector is not None)


def _read_names(enumeration: type) -> dict[int, str]:
    return {value: name for name, value in vars(enumeration).items() if isinstance(value, int)}
