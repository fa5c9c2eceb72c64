"""The checkout, its params, and a small data set of chirps."""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from kws.audio.clips import CLIP_SAMPLES, SAMPLE_RATE_HZ, encode_wav
from kws.audio.manifest import NOISE_FOLDER, Clip, check_clips, data_sha256, mark_duplicates, write_manifest
from kws.core.lineage import Lineage

NEEDS_ARCHIVE = "needs the Speech Commands archive: SPEECH_COMMANDS=path make test"
needs_archive = pytest.mark.skipif("SPEECH_COMMANDS" not in os.environ, reason=NEEDS_ARCHIVE)

ROOT = Path(__file__).parents[2]


PARAMS = YAML(typ="safe").load(ROOT / "params.yaml")


REGISTRY = YAML(typ="safe").load(ROOT / "mlflow" / "registry.yaml")


SECTIONS = PARAMS | REGISTRY


WORDS = ("up", "down")


CLIPS_PER_WORD = {"training": 24, "validation": 6, "test": 10}


def default_section(stage: str, **changes: object) -> dict:
    """Read a stage's section of params.yaml or mlflow/registry.yaml, with some keys changed."""
    return {**SECTIONS[stage], **changes}


def params_flag(stage: str, **changes: object) -> list[str]:
    """Make the flag with a stage's section that every stage takes."""
    return ["--params-json", json.dumps(default_section(stage, **changes))]


def make_chirp(word: str, rng: np.random.Generator) -> np.ndarray:
    """Make a tone that glides up or down: not speech, but two words that a model can tell apart."""
    ends = rng.uniform([300, 1500], [500, 2500])
    low, high = ends if word == "up" else ends[::-1]
    seconds = np.arange(CLIP_SAMPLES) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * (low * seconds + (high - low) * seconds**2 / 2)
    return (0.3 * np.sin(phase) + 0.01 * rng.standard_normal(CLIP_SAMPLES)).astype(np.float32)


def write_clips(folder: Path, clips_per_word: dict[str, int]) -> Path:
    """Write a folder of clips as ingest does."""
    rng, clips = np.random.default_rng(7), []
    (folder / NOISE_FOLDER).mkdir(parents=True)
    (folder / NOISE_FOLDER / "white.wav").write_bytes(encode_wav(0.1 * rng.standard_normal(6 * CLIP_SAMPLES)))
    for word in WORDS:
        (folder / word).mkdir()
        for split, count in clips_per_word.items():
            for number in range(count):
                path, data = f"{word}/{split}_{number}.wav", encode_wav(make_chirp(word, rng))
                (folder / path).write_bytes(data)
                sha256 = hashlib.sha256(data).hexdigest()
                clips.append(Clip(path, word, f"{split}_{number}", split, sha256))
    clips = mark_duplicates(clips)
    check_clips(clips, WORDS)
    write_manifest(folder, clips)
    Lineage(WORDS, data_sha256(clips), {"ingest": {"source": "chirps"}}).write(folder)
    return folder
