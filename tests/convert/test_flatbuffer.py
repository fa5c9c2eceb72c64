import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from components.convert.flatbuffer import minimize
from components.convert.stage import convert
from kws.learning.networks import ARCHITECTURES, build_network
from kws.model.tflite import TFLiteModel

EXAMPLES = np.random.default_rng(0).standard_normal((32, 50, 20)).astype(np.float32)


def converted(architecture, quantization):
    return convert(build_network(architecture, 0.125, EXAMPLES.shape[1:], 2), EXAMPLES, quantization)


@pytest.mark.parametrize("quantization", ["none", "int8"])
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_minimal_form_answers_bit_for_bit_as_the_full_one_and_is_smaller(architecture, quantization):
    full = converted(architecture, quantization)
    small = minimize(full)
    assert len(small) < len(full)
    before, after = TFLiteModel(full, "full"), TFLiteModel(small, "minimal")
    for example in EXAMPLES:
        np.testing.assert_array_equal(before(example), after(example))


def test_names_metadata_and_signatures_are_removed_and_every_constant_is_stored_once():
    model = schema.ModelT.InitFromPackedBuf(minimize(converted("temporal", "int8")))
    assert not model.metadata
    assert not model.signatureDefs
    assert all(tensor.name is None for tensor in model.subgraphs[0].tensors)
    contents = [b"" if buffer.data is None else bytes(buffer.data) for buffer in model.buffers]
    assert len(set(contents)) == len(contents)


def test_minimizing_twice_changes_nothing():
    small = minimize(converted("temporal", "int8"))
    assert minimize(small) == small
