"""Clips folders made from params, and a miniature of Speech Commands."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from support.recordings import TEST_SPEAKERS, TRAINING_SPEAKERS, VALIDATION_SPEAKERS, make_split_list, wav

from components.ingest import IngestParams
from components.ingest.recording import Source
from components.ingest.sources import make_source
from components.ingest.stage import ingest
from kws.audio.manifest import Clip
from kws.core.files import replacing
from kws.core.lineage import LINEAGE
from kws.core.params import parse

Params = Callable[..., IngestParams]
Ingested = Callable[..., list[Clip]]


@pytest.fixture(scope="session")
def make_params() -> Params:
    """The section of params.yaml, with keys of it and of its sections changed."""
    section = YAML(typ="safe").load(Path(__file__).parents[2] / "params.yaml")["ingest"]
    shipped = asdict(parse(IngestParams, section, "params.yaml"))

    def make(**changes: object) -> IngestParams:
        nested = {key: {**shipped[key], **value} for key, value in changes.items() if isinstance(value, dict)}
        return parse(IngestParams, {**shipped, **changes, **nested}, "params")

    return make


@pytest.fixture
def ingested(tmp_path: Path) -> Ingested:
    """Make `tmp_path/data/clips` of params, or of a source in place of the one they name."""

    def make(params: IngestParams, source: Source | None = None) -> list[Clip]:
        with replacing(tmp_path / "data" / "clips", mark=LINEAGE) as folder:
            return ingest(source or make_source(params), params, folder)

    return make


@pytest.fixture
def speech_commands_files() -> dict[str, bytes]:
    """A miniature of the official archive: two words, another one, noise and the split lists."""
    files: dict[str, bytes] = {"README.md": b"about", "_background_noise_/README.md": b"about noise"}
    files["_background_noise_/tap.wav"] = wav(0, seconds=2)
    speakers = (*TRAINING_SPEAKERS, *VALIDATION_SPEAKERS, *TEST_SPEAKERS)
    names = [f"{word}/{speaker}_nohash_0.wav" for word in ("up", "down", "bed") for speaker in speakers]
    files |= {name: wav(number) for number, name in enumerate(names, 1)}
    # The lists come after the clips, so that a split is known only at the end of the stream.
    files["validation_list.txt"] = make_split_list(names, VALIDATION_SPEAKERS)
    files["testing_list.txt"] = make_split_list(names, TEST_SPEAKERS)
    return files
