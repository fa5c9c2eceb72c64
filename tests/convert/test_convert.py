import io
import json
import shutil
import zipfile

import numpy as np
import pytest
from support.project import default_section, params_flag

from components.convert import ConvertParams
from components.convert.__main__ import main
from components.convert.stage import check_same_logits, convert, draw_representative, zip_model
from kws.audio.features import read_examples, read_front_end
from kws.core.errors import FrontEndError, ModelError
from kws.core.files import sha256_of
from kws.core.lineage import Lineage
from kws.core.params import parse
from kws.learning.networks import build_network
from kws.learning.saved_model import read_model
from kws.model.tflite import TFLiteModel, load_model

QUANTIZATIONS = {"none": "float32", "dynamic": "float32", "int8": "int8", "int16x8": "int16"}


@pytest.fixture(scope="module")
def training(features_folder):
    return read_examples(features_folder, "training")


@pytest.mark.parametrize(("quantization", "dtype"), QUANTIZATIONS.items())
def test_every_quantization_answers_as_the_keras_model(model_folder, training, quantization, dtype):
    model = read_model(model_folder)
    loaded = TFLiteModel(convert(model, training.features, quantization), quantization)
    assert (loaded.input.dtype, loaded.output.dtype) == ("float32", dtype)
    expected = model.predict(training.features, verbose=0)
    got = np.stack([loaded(example) for example in training.features])
    tolerance = {"none": 1e-4, "dynamic": 0.05, "int8": 0.05, "int16x8": 0.05}[quantization]
    assert np.abs(got - expected).max() <= tolerance * np.ptp(expected)


def test_integers_take_less_space_than_floats(training):
    model = build_network("ds_cnn", 0.25, training.features.shape[1:], 2)
    sizes = {name: len(convert(model, training.features[:8], name)) for name in QUANTIZATIONS}
    assert all(sizes[name] < 0.7 * sizes["none"] for name in ("dynamic", "int8", "int16x8")), sizes


def test_one_scale_per_kernel_takes_less_space_than_one_per_channel(training):
    model = build_network("temporal", 1, training.features.shape[1:], 2)
    channel, tensor = (
        convert(model, training.features[:8], "int8", granularity) for granularity in ("per_channel", "per_tensor")
    )
    assert len(tensor) < 0.8 * len(channel)


def test_the_representative_dataset_is_drawn_from_the_training_split_by_the_seed(training):
    def draw(seed, count=10):
        params = default_section("convert", representative_examples=count, seed=seed)
        return draw_representative(training, parse(ConvertParams, params, "test"))

    np.testing.assert_array_equal(draw(1), draw(1))
    assert not np.array_equal(draw(1), draw(2))
    assert all(any(np.array_equal(row, example) for example in training.features) for row in draw(1))
    assert len(draw(1, 10_000)) == len(training)


def test_the_manifest_describes_the_model(features_folder, model_folder, tflite_folder):
    manifest, model = load_model(tflite_folder)
    lineage = Lineage.read(model_folder)
    assert manifest.labels == lineage.labels
    assert manifest.front_end_spec == read_front_end(features_folder)
    assert (manifest.input, manifest.output) == (model.input, model.output)
    assert (manifest.input.dtype, manifest.output.dtype) == ("float32", "int8")
    assert manifest.sha256 == sha256_of(tflite_folder / "model.tflite")
    assert manifest.size_bytes == (tflite_folder / "model.tflite").stat().st_size
    assert manifest.zip_bytes == (tflite_folder / "model.zip").stat().st_size
    assert list(manifest.params) == ["ingest", "preprocess", "train", "convert"]
    assert manifest.data_sha256 == lineage.data_sha256
    assert len(manifest.source_commit.removesuffix("-dirty")) == 40
    assert set(manifest.versions) >= {"tensorflow", "numpy", "ai-edge-litert"}


def test_the_zip_holds_the_model_and_is_the_same_every_time(tflite_folder):
    content = (tflite_folder / "model.tflite").read_bytes()
    assert zip_model(content) == (tflite_folder / "model.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(zip_model(content))) as archive:
        assert archive.read("model.tflite") == content


def test_the_same_model_converts_to_the_same_bytes(model_folder, training):
    model = read_model(model_folder)
    first, again = (convert(model, training.features[:10], "int8") for _ in range(2))
    assert first == again


def test_a_conversion_with_other_logits_is_refused(model_folder, training):
    other = build_network("ds_cnn", 0.03125, training.features.shape[1:], 2)
    with pytest.raises(ModelError, match="of the Keras model's range, got"):
        check_same_logits(convert(other, training.features, "none"), read_model(model_folder), training.features)


def test_a_front_end_of_another_shape_leaves_no_model(features_folder, model_folder, tmp_path):
    shutil.copytree(features_folder, tmp_path / "features")
    path = tmp_path / "features" / "front_end.json"
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, "num_mfcc": 9}))
    flags = ["--features", str(tmp_path / "features"), "--pruned", str(model_folder)]
    with pytest.raises(FrontEndError, match=r"expected front end .*front_end\.json"):
        main([*params_flag("convert"), *flags, "--tflite", str(tmp_path / "tflite")])
    assert not (tmp_path / "tflite").exists()
