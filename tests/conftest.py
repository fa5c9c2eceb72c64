"""What several test files stand on: a small data set of chirps, and what the stages make of it."""

import hashlib
import json
from contextlib import chdir
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from components.kws.clips import CLIP_SAMPLES, SAMPLE_RATE_HZ, encode_wav
from components.kws.lineage import Lineage
from components.kws.manifest import NOISE_FOLDER, Clip, check, data_sha256, marked, write_manifest

ROOT = Path(__file__).parent.parent
PARAMS = YAML(typ="safe").load(ROOT / "params.yaml")
REGISTRY = YAML(typ="safe").load(ROOT / "mlflow" / "registry.yaml")
SECTIONS = PARAMS | REGISTRY
WORDS = ("up", "down")
CLIPS_PER_WORD = {"training": 24, "validation": 6, "test": 10}


def default_section(stage: str, **changes: object) -> dict:
    """A stage's section of params.yaml, or of the registry's file, with some keys changed."""
    return {**SECTIONS[stage], **changes}


def params_flag(stage: str, **changes: object) -> list[str]:
    """The section as the flag that every stage takes."""
    return ["--params-json", json.dumps(default_section(stage, **changes))]


def chirp(word: str, rng: np.random.Generator) -> np.ndarray:
    """A tone that glides up or down: no speech, but two words that can be told apart."""
    ends = rng.uniform([300, 1500], [500, 2500])
    low, high = ends if word == "up" else ends[::-1]
    seconds = np.arange(CLIP_SAMPLES) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * (low * seconds + (high - low) * seconds**2 / 2)
    return (0.3 * np.sin(phase) + 0.01 * rng.standard_normal(CLIP_SAMPLES)).astype(np.float32)


def write_clips(folder: Path, clips_per_word: dict[str, int]) -> Path:
    """A clips folder as ingest leaves it."""
    rng, clips = np.random.default_rng(7), []
    (folder / NOISE_FOLDER).mkdir(parents=True)
    (folder / NOISE_FOLDER / "white.wav").write_bytes(encode_wav(0.1 * rng.standard_normal(6 * CLIP_SAMPLES)))
    for word in WORDS:
        (folder / word).mkdir()
        for split, count in clips_per_word.items():
            for number in range(count):
                path, data = f"{word}/{split}_{number}.wav", encode_wav(chirp(word, rng))
                (folder / path).write_bytes(data)
                sha256 = hashlib.sha256(data).hexdigest()
                clips.append(Clip(path, word, f"{split}_{number}", split, sha256))
    clips = marked(clips)
    check(clips, WORDS)
    write_manifest(folder, clips)
    Lineage(WORDS, data_sha256(clips), {"ingest": {"source": "chirps"}}).write(folder)
    return folder


@pytest.fixture(scope="session")
def clips_folder(tmp_path_factory) -> Path:
    """Chirps in three splits, with a noise file."""
    return write_clips(tmp_path_factory.mktemp("data") / "clips", CLIPS_PER_WORD)


@pytest.fixture(scope="session")
def features_folder(clips_folder, tmp_path_factory) -> Path:
    """What preprocess makes of them at the default front end, without augmented copies."""
    from components.preprocess.__main__ import main

    folder = tmp_path_factory.mktemp("data") / "features"
    plain = {**default_section("preprocess")["augmentation"], "copies": 0, "background_share": 0}
    main([*params_flag("preprocess", augmentation=plain), "--clips", str(clips_folder), "--features", str(folder)])
    return folder


@pytest.fixture(scope="session")
def model_folder(features_folder, tmp_path_factory) -> Path:
    """A narrow network after a few epochs: bad, but a real model."""
    from components.train.__main__ import main

    folder = tmp_path_factory.mktemp("models") / "float"
    params = params_flag("train", alpha=0.25, branches=1, epochs=3, batch_size=8)
    # In a folder of its own: another process may train the same, and each keeps its state below where it is.
    with chdir(folder.parent):
        main([*params, "--features", str(features_folder), "--model", str(folder)])
    return folder


@pytest.fixture(scope="session")
def tflite_folder(features_folder, model_folder, tmp_path_factory) -> Path:
    """The same as an int8 TFLite model."""
    from components.convert.__main__ import main

    folder = tmp_path_factory.mktemp("models") / "tflite"
    flags = ["--features", str(features_folder), "--pruned", str(model_folder), "--tflite", str(folder)]
    main([*params_flag("convert"), *flags])
    return folder


@pytest.fixture(scope="session")
def evaluation(features_folder, model_folder, tflite_folder, tmp_path_factory) -> Path:
    """The folder of what evaluate says of it: evaluation.json, predictions.csv and plots."""
    from components.evaluate.__main__ import main

    folder = tmp_path_factory.mktemp("reports")
    flags = ["--features", str(features_folder), "--model", str(model_folder), "--pruned", str(model_folder)]
    flags += ["--tflite", str(tflite_folder), "--evaluation", str(folder / "evaluation.json")]
    flags += ["--predictions", str(folder / "predictions.csv"), "--plots", str(folder / "plots")]
    main([*params_flag("evaluate"), *flags])
    return folder
