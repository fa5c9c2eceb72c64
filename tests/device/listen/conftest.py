"""A model for the listener, whose words are chirps, and which has a label for no word."""

import hashlib
import os
from contextlib import chdir
from pathlib import Path

import numpy as np
import pytest
from support.project import params_flag

from kws.audio.clips import CLIP_SAMPLES, SAMPLE_RATE_HZ, encode_wav
from kws.audio.manifest import NOISE_FOLDER, Clip, data_sha256, mark_duplicates, write_manifest
from kws.core.lineage import Lineage
from kws.device.listen.settings import BACKGROUND

LABELS = ("rise", "fall", BACKGROUND)
CLIPS_PER_LABEL = {"training": 120, "validation": 10, "test": 20}
LENGTH = SAMPLE_RATE_HZ // 2


def glide(label: str, rng: np.random.Generator) -> np.ndarray:
    """A second with half a second of a rising or falling tone somewhere in it."""
    low, high = rng.uniform(400, 800), rng.uniform(1800, 2600)
    if label == "fall":
        low, high = high, low
    seconds = np.arange(LENGTH) / SAMPLE_RATE_HZ
    tone = np.sin(2 * np.pi * (low * seconds + (high - low) * seconds**2)) * np.hanning(LENGTH)
    return rng.uniform(0.1, 0.5) * tone


def clip(label: str, rng: np.random.Generator) -> np.ndarray:
    sound = rng.uniform(0, 0.02) * rng.standard_normal(CLIP_SAMPLES)
    if label != BACKGROUND:
        start = int(rng.integers(CLIP_SAMPLES - LENGTH))
        sound[start : start + LENGTH] += glide(label, rng)
    elif rng.random() < 0.5:
        # A part of a tone at one edge of the window.
        piece = glide(LABELS[rng.integers(2)], rng)[: int(rng.integers(LENGTH // 2))]
        sound[: len(piece)] += piece
    return sound.astype(np.float32)


@pytest.fixture(scope="session")
def glides(tmp_path_factory) -> Path:
    """A clips folder of these sounds, as ingest writes it."""
    folder, rng, clips = tmp_path_factory.mktemp("glides") / "clips", np.random.default_rng(5), []
    (folder / NOISE_FOLDER).mkdir(parents=True)
    hiss = (0.01 * rng.standard_normal(10 * SAMPLE_RATE_HZ)).astype(np.float32)
    (folder / NOISE_FOLDER / "hiss.wav").write_bytes(encode_wav(hiss))
    for label in LABELS:
        (folder / label).mkdir()
        for split, count in CLIPS_PER_LABEL.items():
            for number in range(count):
                path, data = f"{label}/{split}_{number}.wav", encode_wav(clip(label, rng))
                (folder / path).write_bytes(data)
                clips.append(Clip(path, label, f"{split}_{number}", split, hashlib.sha256(data).hexdigest()))
    write_manifest(folder, mark_duplicates(clips))
    Lineage(LABELS, data_sha256(clips), {"ingest": {"source": "glides"}}).write(folder)
    return folder


@pytest.fixture(scope="session")
def listener(glides, tmp_path_factory) -> Path:
    """An int8 TFLite model of these sounds, with an action threshold of 0.7."""
    return trained(glides, tmp_path_factory.mktemp("listener"), alpha=0.5, epochs=12, action_threshold=0.7)


@pytest.fixture(scope="session")
def speech(tmp_path_factory) -> Path:
    """A small clips folder of speech: recordings if SPEECH_COMMANDS names the archive, else synthetic voices."""
    from components.ingest.__main__ import main as ingest

    few = {"training": 300, "validation": 30, "test": 20}
    changes = {"synthetic": {"takes": 3, "min_snr_db": 15, "max_snr_db": 40}}
    if "SPEECH_COMMANDS" in os.environ:
        changes = {"source": "speech_commands", "archive": os.environ["SPEECH_COMMANDS"]}
    folder = tmp_path_factory.mktemp("speech") / "clips"
    ingest([*params_flag("ingest", max_clips_per_word=few, **changes), "--clips", str(folder)])
    return folder


@pytest.fixture(scope="session")
def speech_listener(speech, tmp_path_factory) -> Path:
    """An int8 TFLite model of that speech, with an action threshold of 0.9."""
    return trained(speech, tmp_path_factory.mktemp("speech_listener"), alpha=1, epochs=12, action_threshold=0.9)


def trained(clips: Path, folder: Path, *, alpha: float, epochs: int, action_threshold: float) -> Path:
    """Run the stages on clips; the folder of the TFLite model."""
    from components.convert.__main__ import main as convert
    from components.preprocess.__main__ import main as preprocess
    from components.train.__main__ import main as train

    features, model, tflite = ("--features", folder / "features"), folder / "model", folder / "tflite"
    training = params_flag("train", alpha=alpha, branches=1, epochs=epochs, batch_size=16)
    converting = params_flag("convert", action_threshold=action_threshold)
    for stage, params, paths in (
        (preprocess, params_flag("preprocess"), ["--clips", clips, *features]),
        (train, training, [*features, "--model", model]),
        (convert, converting, [*features, "--pruned", model, "--tflite", tflite]),
    ):
        # In a folder of its own: another process may train the same network, and both keep their state in .cache.
        with chdir(folder):
            stage([*params, *map(str, paths)])
    return tflite
