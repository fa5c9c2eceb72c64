import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from components.convert.flatbuffer import minimal
from components.convert.stage import convert
from kws.learning.networks import ARCHITECTURES, build
from kws.model.tflite import TFLiteModel

EXAMPLES = np.random.default_rng(0).standard_normal((32, 50, 20)).astype(np.float32)


def converted(architecture, quantization):
    return convert(build(architecture, 0.125, EXAMPLES.shape[1:], 2), EXAMPLES, quantization)


@pytest.mark.parametrize("quantization", ["none", "int8"])
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_minimal_form_says_bit_for_bit_what_the_full_one_does_and_is_smaller(architecture, quantization):
    full = converted(architecture, quantization)
    small = minimal(full)
    assert len(small) < len(full)
    before, after = TFLiteModel(full, "full"), TFLiteModel(small, "minimal")
    for example in EXAMPLES:
        np.testing.assert_array_equal(before(example), after(example))


def test_names_metadata_and_signatures_are_gone_and_every_constant_is_there_once():
    model = schema.ModelT.InitFromPackedBuf(minimal(converted("temporal", "int8")))
    assert not model.metadata
    assert not model.signatureDefs
    assert all(tensor.name is None for tensor in model.subgraphs[0].tensors)
    contents = [b"" if buffer.data is None else bytes(buffer.data) for buffer in model.buffers]
    assert len(set(contents)) == len(contents)


def test_the_minimal_form_of_the_minimal_form_is_itself():
    small = minimal(converted("temporal", "int8"))
    assert minimal(small) == small
