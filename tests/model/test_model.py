"""The TFLite model against the formulas of its specification, and its manifest against tampering."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from support.dense_model import FLOAT, make_dense_file, make_dense_folder

from kws.audio.front_end_spec import FrontEndSpec
from kws.core.errors import FrontEndError, ModelError
from kws.core.files import read_json, sha256_of, write_json
from kws.model.manifest import MANIFEST, MODEL, Quantization, read_manifest
from kws.model.probabilities import softmax
from kws.model.tflite import TFLiteModel, load_model

# Two frames of two features, to keep the arithmetic visible.
SPEC = FrontEndSpec("log_mel", 250.0, 250.0, 1, 2, 20.0, 8000.0, 1)
SHAPE = (1, SPEC.num_frames, SPEC.num_features)

scales = st.floats(2**-13, 10, width=32)
quantizations = st.builds(Quantization, st.just("int8"), scales, st.integers(-128, 127)) | st.builds(
    Quantization, st.just("int16"), scales, st.just(0)
)
reals = npst.arrays(np.float32, 20, elements=st.floats(-1000, 1000, width=32))


@given(form=quantizations, real=reals)
def test_quantizing_rounds_to_the_nearest_integer_of_the_formula_and_saturates(
    form: Quantization, real: np.ndarray
) -> None:
    limits = np.iinfo(form.dtype)
    exact = np.clip(real.astype(np.float64) / form.scale + form.zero_point, limits.min, limits.max)

    integers = form.quantize(real)

    assert integers.dtype == form.dtype
    # Half a step, and what float32 loses of a quotient of up to 16 bits.
    np.testing.assert_allclose(integers, exact, rtol=0, atol=0.5 + 2**-7)


@given(form=quantizations, data=st.data())
def test_dequantizing_follows_the_formula(form: Quantization, data: st.DataObject) -> None:
    integers = data.draw(npst.arrays(form.dtype, 20))

    real = form.dequantize(integers)

    assert isinstance(real, tuple)
    np.testing.assert_array_equal(real, form.scale * (integers.astype(np.float64) - form.zero_point))


@given(form=quantizations, data=st.data())
def test_every_integer_survives_the_way_through_the_reals(form: Quantization, data: st.DataObject) -> None:
    integers = data.draw(npst.arrays(form.dtype, 20))

    np.testing.assert_array_equal(form.quantize(np.array(form.dequantize(integers), np.float32)), integers)


@given(reals)
def test_a_float_tensor_holds_reals_as_they_are(real: np.ndarray) -> None:
    np.testing.assert_array_equal(FLOAT.quantize(real), real)
    assert FLOAT.dequantize(real) == tuple(real.tolist())


@given(
    npst.arrays(np.float32, st.tuples(st.integers(1, 3), st.integers(2, 5)), elements=st.floats(-1e4, 1e4, width=32))
)
def test_probabilities_are_scipys_softmax_with_a_class_of_logit_0_for_no_word(logits: np.ndarray) -> None:
    probabilities = softmax(logits)

    assert probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities, scipy.special.softmax(logits, axis=-1), rtol=1e-5, atol=1e-7)
    opened = scipy.special.softmax(np.pad(logits, [(0, 0), (0, 1)]), axis=-1)[:, :-1]
    np.testing.assert_allclose(softmax(logits, rejects=True), opened, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("rejects", [False, True])
def test_the_probabilities_of_a_clip_are_its_share_of_the_softmax_of_many(folder: Path, rejects: bool) -> None:
    manifest = replace(read_manifest(folder), rejects=rejects)
    logits = 20 * _normal(np.random.default_rng(0), 500, 2)

    probabilities = np.array([manifest.probabilities(one) for one in logits.tolist()])

    opened = np.pad(logits.astype(np.float64), [(0, 0), (0, int(rejects))])
    np.testing.assert_allclose(probabilities, scipy.special.softmax(opened, axis=-1)[:, :2], rtol=1e-7, atol=1e-30)
    np.testing.assert_allclose(probabilities, softmax(logits, rejects=rejects), rtol=1e-5, atol=1e-30)


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000), labels=st.integers(2, 5))
def test_a_float_model_computes_its_layer(seed: int, labels: int) -> None:
    rng = np.random.default_rng(seed)
    weights, bias = _normal(rng, labels, 8), _normal(rng, labels)
    features = _normal(rng, *SHAPE[1:])

    model = TFLiteModel(make_dense_file(weights, bias, input_shape=SHAPE), "here")

    assert model.input_shape == SHAPE
    assert (model.input, model.output) == (FLOAT, FLOAT)
    np.testing.assert_allclose(model(features), weights @ features.ravel() + bias, rtol=1e-4, atol=1e-5)


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_an_int8_model_computes_the_integers_of_its_specification(seed: int) -> None:
    rng = np.random.default_rng(seed)
    form, answer, weight_scale = Quantization("int8", 0.03125, -7), Quantization("int8", 0.25, 12), 0.0078125
    weights = rng.integers(-127, 128, (2, 8), np.int8)
    bias = rng.integers(-1000, 1000, 2, np.int32)
    features = _normal(rng, *SHAPE[1:])
    content = make_dense_file(weights, bias, input_shape=SHAPE, input=form, output=answer, weight_scale=weight_scale)

    model = TFLiteModel(content, "here")

    assert (model.input, model.output) == (form, answer)
    integers = np.clip(np.rint(features / form.scale) + form.zero_point, -128, 127)
    accumulators = weights.astype(int) @ (integers.ravel().astype(int) - form.zero_point) + bias
    expected = accumulators * form.scale * weight_scale
    # The kernel may round a half either way.
    limits = answer.scale * (np.array([-128, 127]) - answer.zero_point)
    np.testing.assert_allclose(model(features), np.clip(expected, *limits), rtol=0, atol=0.51 * answer.scale)


def test_answers_do_not_depend_on_the_clips_before() -> None:
    rng = np.random.default_rng(0)
    model = TFLiteModel(make_dense_file(_normal(rng, 2, 8), _normal(rng, 2), input_shape=SHAPE), "here")
    features, others = _normal(rng, *SHAPE[1:]), _normal(rng, *SHAPE[1:])

    first = model(features)
    model(others)

    assert model(features) == first


@pytest.mark.parametrize("content", [b"", b"TFL3", b"\0" * 100, b"PK\x03\x04" * 20])
def test_bytes_that_are_no_model_are_refused_by_name(content: bytes) -> None:
    with pytest.raises(ModelError, match=r"expected a TFLite model, got .*: models/tflite/model\.tflite") as caught:
        TFLiteModel(content, "models/tflite/model.tflite")
    assert "\n" not in str(caught.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    content = make_dense_file(_normal(rng, 2, 8), _normal(rng, 2), input_shape=SHAPE)
    return make_dense_folder(tmp_path / "tflite", content, SPEC)


def change(folder: Path, **changes: Any) -> None:
    write_json(folder / MANIFEST, {**read_json(folder / MANIFEST), **changes})


def test_a_model_loads_with_the_manifest_that_speaks_of_it(folder: Path) -> None:
    manifest, model = load_model(folder)

    assert manifest.labels == ("up", "down")
    assert manifest.front_end_spec == SPEC
    assert manifest.sha256 == sha256_of(folder / MODEL)
    assert len(model(np.zeros(SHAPE[1:], np.float32))) == 2


def test_a_model_with_one_bit_changed_is_refused_by_name(folder: Path) -> None:
    content = bytearray((folder / MODEL).read_bytes())
    content[-1] ^= 1
    (folder / MODEL).write_bytes(content)

    with pytest.raises(ModelError, match=r"expected sha256 .*…, got .*…: .*model\.tflite"):
        load_model(folder)


def test_a_truncated_model_is_refused_by_name(folder: Path) -> None:
    content = (folder / MODEL).read_bytes()
    (folder / MODEL).write_bytes(content[: len(content) // 2])

    with pytest.raises(ModelError, match=r"expected sha256 .*…, got .*…: .*model\.tflite"):
        load_model(folder)


def test_a_missing_model_is_refused_with_what_to_do(folder: Path) -> None:
    (folder / MODEL).unlink()

    with pytest.raises(ModelError, match=r"expected a model, found none: .*model\.tflite; run convert"):
        load_model(folder)


def test_a_missing_manifest_is_refused_by_name(folder: Path) -> None:
    (folder / MANIFEST).unlink()

    with pytest.raises(ModelError, match=r"expected a model manifest, got .*model\.json"):
        load_model(folder)


@pytest.mark.parametrize("field", ["labels", "front_end", "input", "output", "sha256", "versions"])
def test_a_manifest_without_a_field_is_refused(folder: Path, field: str) -> None:
    document = read_json(folder / MANIFEST)
    del document[field]
    write_json(folder / MANIFEST, document)

    with pytest.raises(ModelError, match=rf"expected a model manifest, got .*{field}.*model\.json"):
        read_manifest(folder)


@pytest.mark.parametrize("changes", [{"note": 1}, {"input": {"scale": 1}}, {"input": None}, {"labels": 2}])
def test_a_manifest_of_another_form_is_refused(folder: Path, changes: dict[str, Any]) -> None:
    change(folder, **changes)

    with pytest.raises(ModelError, match=r"expected a model manifest, got .*model\.json"):
        read_manifest(folder)


def test_a_manifest_that_is_no_json_is_refused(folder: Path) -> None:
    (folder / MANIFEST).write_text("{")

    with pytest.raises(ModelError, match="expected a model manifest, got expected JSON"):
        read_manifest(folder)


def test_a_manifest_whose_front_end_was_changed_by_hand_is_refused(folder: Path) -> None:
    change(folder, front_end={**SPEC.document(), "mel_max_hz": 7000.0})

    with pytest.raises(FrontEndError, match=r"expected front end .*, got .*: model\.json"):
        load_model(folder)


def test_a_model_for_other_features_than_the_front_ends_is_refused(folder: Path) -> None:
    other = FrontEndSpec("log_mel", 250.0, 250.0, 1, 4, 20.0, 8000.0, 1)
    change(folder, front_end=other.document())

    with pytest.raises(FrontEndError, match=r"expected features \(1, 4, 4\), the model takes \(1, 4, 2\): "):
        load_model(folder)


@pytest.mark.parametrize("tensor", ["input", "output"])
def test_a_manifest_that_tells_other_scales_than_the_model_is_refused(folder: Path, tensor: str) -> None:
    change(folder, **{tensor: {"dtype": "int8", "scale": 0.5, "zero_point": 3}})

    with pytest.raises(ModelError, match=r"expected tensors as in model\.json, got "):
        load_model(folder)


def test_scales_survive_the_way_through_the_manifest() -> None:
    form = Quantization("int8", float(np.float32(0.1)), 3)

    assert Quantization(**json.loads(json.dumps(form.__dict__))) == form


def _normal(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.standard_normal(shape, np.float32)
