"""The networks of the literature and their table."""

from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from ruamel.yaml import YAML
from support.project import default_section, params_flag

from benchmarks import peers
from benchmarks.frontier import deciding
from benchmarks.literature import NETWORKS, SPARSITY_WEIGHT, main, parameters, sub_spectral_norm
from benchmarks.peers import commands, of_seed, recipes
from benchmarks.workflow import StageFailedError, stages, write_params
from components.convert import ConvertParams
from components.convert.stage import check_same_logits, convert, draw_representative
from components.preprocess import PreprocessParams
from kws.audio.features import Examples, read_examples
from kws.core.errors import ParamsError
from kws.core.lineage import Lineage
from kws.core.params import parse
from kws.learning.fit import make_deterministic
from kws.learning.runtime import tf_keras
from kws.learning.saved_model import read_model
from kws.learning.targets import CrossEntropy, one_hot
from kws.model.tflite import TFLiteModel

SHAPE = (98, 40)
STEPS = 6


class Learnt(NamedTuple):
    model: tf_keras.Model
    losses: list[float]
    examples: Examples


# TensorFlow takes a while to trace and save the hundreds of layers of BC-ResNet.
@pytest.fixture(scope="module", params=[pytest.param("bc_resnet_1", marks=pytest.mark.slow), "sparknet_16"])
def learnt(request) -> Learnt:
    """A network after a few steps on a few random examples."""
    make_deterministic(1)
    rng = np.random.default_rng(1)
    features = rng.normal(-4, 3, (8, *SHAPE)).astype(np.float32)
    examples = Examples(features, np.arange(8, dtype=np.int32) % 2, np.array([""] * 8))
    model = NETWORKS[request.param](SHAPE, 2)
    model.compile(tf_keras.optimizers.Adam(0.01), CrossEntropy())
    history = model.fit(features, one_hot(examples.labels, 2), batch_size=8, epochs=STEPS, verbose=0)
    return Learnt(model, history.history["loss"], examples)


# The counts are those of the table of Svirsky et al. (2024), whose own features were 32 MFCCs in 101 frames.
@pytest.mark.parametrize(
    ("network", "shape", "count"), [("bc_resnet_1", SHAPE, 9_232), ("sparknet_16", (101, 32), 4_636)]
)
def test_a_network_has_its_published_number_of_parameters(network, shape, count):
    assert parameters(NETWORKS[network](shape, 12)) == count


def test_a_network_learns_what_it_is_shown(learnt):
    assert learnt.losses[-1] < 0.8 * learnt.losses[0]


@pytest.mark.slow
def test_the_float_form_says_what_the_network_says(learnt):
    model = TFLiteModel(convert(learnt.model, learnt.examples.features, "none"), "test")

    got = np.stack([model(example) for example in learnt.examples.features])
    assert got == pytest.approx(learnt.model.predict(learnt.examples.features, verbose=0), abs=1e-3)


@pytest.mark.slow
def test_the_int8_form_is_whole_and_says_nearly_the_same(learnt):
    params = parse(ConvertParams, default_section("convert"), "test")
    content = convert(learnt.model, draw_representative(learnt.examples, params), "int8", "per_channel")

    loaded = check_same_logits(content, learnt.model, learnt.examples.features)
    assert (loaded.input.dtype, loaded.output.dtype) == ("float32", "int8")


def test_a_saved_network_needs_nothing_of_ours_to_load(learnt, tmp_path):
    learnt.model.save(tmp_path / "model.keras")

    loaded = tf_keras.models.load_model(tmp_path / "model.keras", compile=False)
    expected = learnt.model.predict(learnt.examples.features, verbose=0)
    assert np.array_equal(loaded.predict(learnt.examples.features, verbose=0), expected)
    assert loaded.layers[-1].name == "logits", "what calibrate cools"


def test_frequency_is_halved_three_times_and_time_never():
    model = NETWORKS["bc_resnet_1"](SHAPE, 2)

    assert model.get_layer("head_relu").output_shape == (None, 20, 98, 16)
    ends = [model.get_layer(f"block_{name}_relu").output_shape[1:] for name in ("1_2", "2_2", "3_4", "4_4")]
    assert ends == [(20, 98, 8), (10, 98, 12), (5, 98, 16), (5, 98, 20)]
    assert model.get_layer("tail_relu").output_shape == (None, 1, 98, 32)


def test_each_sub_band_is_normalized_by_itself():
    images = np.random.default_rng(0).normal(3, 2, (4, 10, 6, 2)).astype(np.float32)
    given = tf_keras.layers.Input(images.shape[1:])
    norm = tf_keras.Model(given, sub_spectral_norm(given, "block"))

    bands = images.reshape(4, 5, 2, 6, 2)
    mean, variance = (of(bands, axis=(0, 2, 3), keepdims=True) for of in (np.mean, np.var))
    expected = ((bands - mean) / np.sqrt(variance + 1e-3)).reshape(images.shape)
    assert norm(images, training=True).numpy() == pytest.approx(expected, abs=1e-4)


def test_gates_are_noisy_while_learning_alone_and_their_mean_is_the_sparsity_loss():
    network = NETWORKS["sparknet_16"](SHAPE, 2)
    gates = tf_keras.Model(network.input, network.get_layer("sparsity").output)
    features = np.random.default_rng(0).normal(-4, 3, (4, *SHAPE)).astype(np.float32)

    noisy, again = (gates(features, training=True).numpy() for _ in range(2))
    assert not np.array_equal(noisy, again)
    quiet = gates(features, training=False).numpy()
    assert np.array_equal(quiet, gates(features, training=False).numpy())
    assert quiet.min() >= 0
    assert noisy.max() == 1
    assert float(sum(gates.losses)) == pytest.approx(SPARSITY_WEIGHT * quiet.mean(), rel=1e-4)


def test_train_leaves_a_network_of_the_literature_where_it_leaves_ours(features_folder, tmp_path):
    flags = ["--features", str(features_folder), "--model", str(tmp_path / "float")]
    with chdir(tmp_path):
        main([*params_flag("train", architecture="sparknet_16", branches=1, epochs=1), *flags])

    model = read_model(tmp_path / "float")
    shape = read_examples(features_folder, "test").features.shape[1:]
    assert parameters(model) == parameters(NETWORKS["sparknet_16"](shape, 2))
    assert Lineage.read(tmp_path / "float").params["train"]["architecture"] == "sparknet_16"


def test_an_architecture_of_ours_is_refused(features_folder, tmp_path):
    with pytest.raises(ParamsError, match="architecture: expected one of bc_resnet_1, sparknet_16, got 'temporal'"):
        main([*params_flag("train", branches=1), "--features", str(features_folder), "--model", str(tmp_path)])


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_has_a_row_for_each_form_of_one_training(network, tmp_path: Path):
    rows = recipes(network, {"train.epochs": 2})

    assert list(rows) == [f"{network}, int8", f"{network}, float"]
    int8, floats = rows.values()
    assert deciding(int8, 2) == deciding(floats, 2)
    assert [changed["convert.quantization"] for changed in (int8, floats)] == ["int8", "none"]
    write_params(tmp_path, int8)
    section = YAML(typ="safe").load(tmp_path / "params.yaml")["preprocess"]
    spec = parse(PreprocessParams, section, "test").front_end
    assert (spec.num_frames, spec.num_features) == SHAPE


def test_the_default_is_the_frontiers():
    assert recipes("default", {"train.epochs": 2}) == {"default": {"train.epochs": 2}}
    assert commands("default") == {}


def test_what_is_set_comes_after_the_recipe_of_the_literature():
    rows = recipes("sparknet_16", {"preprocess.num_mel_bins": 32})

    assert {changed["preprocess.num_mel_bins"] for changed in rows.values()} == {32}


def test_a_network_is_trained_with_the_flags_of_train():
    (stage, command), ours = *commands("bc_resnet_1").items(), stages()["train"]

    assert stage == "train"
    assert [(a, b) for a, b in zip(ours, command, strict=True) if a != b] == [
        ("components.train", "benchmarks.literature")
    ]


def failing(stage: str):
    """A result of every row but those of int8, of which a stage ends with an error."""

    def result(_work, changed, _seed, _commands):
        if changed["convert.quantization"] == "int8":
            raise StageFailedError(stage, 2, "error: expected logits within 5%")
        return {"folder": "here"}

    return result


def test_a_form_that_convert_refuses_leaves_the_others_their_rows(monkeypatch, tmp_path):
    monkeypatch.setattr(peers, "result", failing("convert"))

    found, refused = of_seed(tmp_path, "sparknet_16", recipes("sparknet_16", {}), seed=3)

    assert found == {"sparknet_16, float": {"folder": "here"}}
    assert refused == [
        "sparknet_16, int8, seed 3: expected convert to pass, got status 2: error: expected logits within 5%"
    ]


def test_any_other_stage_that_fails_ends_the_benchmark(monkeypatch, tmp_path):
    monkeypatch.setattr(peers, "result", failing("train"))

    with pytest.raises(StageFailedError, match="expected train to pass"):
        of_seed(tmp_path, "sparknet_16", recipes("sparknet_16", {}), seed=3)
