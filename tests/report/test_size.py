"""Every byte of the file is counted; tensors agree with the interpreter."""

from collections import Counter

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from kws.report.size import measure_file


def test_the_parts_sum_to_the_file(found):
    size = measure_file(found.model)
    assert sum(size.parts.values()) == len(found.model)
    assert all(size.parts[part] > 0 for part in ("values", "scales and zero points", "structure"))
    assert min(size.parts.values()) >= 0


def test_the_interpreter_has_the_same_tensors_of_the_same_size(found):
    interpreter = Interpreter(model_content=found.model)
    interpreter.allocate_tensors()
    held = Counter()
    for tensor in interpreter.get_tensor_details():
        shape, dtype = tuple(tensor["shape"].tolist()), np.dtype(tensor["dtype"])
        held[tensor["name"].rpartition(";")[2], shape, dtype.name] = int(np.prod(shape)) * dtype.itemsize
    for tensor in measure_file(found.model).tensors:
        expected = held[tensor.name, tensor.shape, tensor.dtype]
        assert tensor.data_bytes in (0, expected), "constant, or computed"
    assert sum(tensor.data_bytes for tensor in measure_file(found.model).tensors) > 0


def test_scales_are_counted_as_the_interpreter_lists_them(found):
    interpreter = Interpreter(model_content=found.model)
    scales = sum(len(tensor["quantization_parameters"]["scales"]) for tensor in interpreter.get_tensor_details())
    # A float32 scale and an int64 zero point each.
    assert measure_file(found.model).parts["scales and zero points"] >= 12 * scales


def test_the_largest_tensor_comes_first_and_says_who_reads_it(found):
    tensors = measure_file(found.model).tensors
    assert [tensor.total_bytes for tensor in tensors] == sorted((t.total_bytes for t in tensors), reverse=True)
    assert {"conv 2d", "depthwise conv 2d", "fully connected"} <= {tensor.operator for tensor in tensors}
