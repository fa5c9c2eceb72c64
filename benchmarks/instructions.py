"""Instructions per clip on a Pi's processor, Cortex-A72 and Cortex-A76: front end, invoke and total.

The networks are the seed's in float and int8, and that of params.yaml; untrained ones execute the same instructions.
The figures are the same on every machine and in every run, so the cost of a change is exact.
`--output benchmarks/instructions.json` records them, and a test compares those of the default with the record.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import parser, report
from benchmarks.seed import SPEC
from components.convert import ConvertParams
from components.convert.flatbuffer import minimize
from components.convert.fold import fold_normalization
from components.convert.stage import convert
from components.preprocess import PreprocessParams
from components.prune import PruneParams
from components.prune.structured import keep_channels, select_channels
from components.train import TrainParams
from kws.audio.clips import encode_wav
from kws.audio.front_end import FrontEnd
from kws.audio.front_end_spec import CLIP_SAMPLES, FrontEndSpec
from kws.core.command import StageCommand, run
from kws.core.files import write_json
from kws.emulator.boards import BOARDS
from kws.emulator.instructions import compute_mean, count_instructions, model_latency_ms
from kws.emulator.programs import run_program
from kws.learning.networks import build_network
from kws.learning.runtime import tf_keras
from kws.model.manifest import MANIFEST, MODEL, ModelManifest
from kws.model.tflite import TFLiteModel

SEED_FORMS = {"seed, float": "none", "seed, int8": "int8"}
DEFAULT = "default"
LABELS = ("up", "down")
CLIPS, REPRESENTATIVE = 8, 64


@dataclass(frozen=True)
class Configuration:
    """A front end, a network and its number format.

    Attributes:
        spec: the front end.
        architecture, alpha: as in TrainParams.
        kept: the share of channels that structured pruning keeps; 1 without.
        quantization, granularity, flatbuffer: as in ConvertParams.
        rejects: as in ModelManifest.
    """

    spec: FrontEndSpec
    architecture: str
    alpha: float
    kept: float
    quantization: str
    granularity: str = "per_channel"
    flatbuffer: str = "full"
    rejects: bool = False


def configurations(params_file: Path) -> dict[str, Configuration]:
    """Make the configurations: the seed's in float and int8, and that of params.yaml."""
    file = ["--params-file", str(params_file)]
    preprocess, _ = StageCommand("preprocess", PreprocessParams, None).parse(file)
    train, _ = StageCommand("train", TrainParams, None).parse(file)
    prune, _ = StageCommand("prune", PruneParams, None).parse(file)
    converted, _ = StageCommand("convert", ConvertParams, None).parse(file)
    kept = prune.alpha if prune.method == "structured" else 1.0
    default = Configuration(
        preprocess.front_end,
        train.architecture,
        train.alpha,
        kept,
        converted.quantization,
        converted.granularity,
        converted.flatbuffer,
        rejects=preprocess.augmentation.background_share > 0,
    )
    seed = {name: Configuration(SPEC, "ds_cnn", 0.25, 1.0, form) for name, form in SEED_FORMS.items()}
    return {**seed, DEFAULT: default}


def write_clips(folder: Path) -> list[Path]:
    """Write WAV files of noise; the content changes the counts by less than 1 %."""
    noise = 0.1 * np.random.default_rng(0).standard_normal((CLIPS, CLIP_SAMPLES), np.float32)
    paths = [folder / f"{number}.wav" for number in range(CLIPS)]
    for path, clip in zip(paths, noise, strict=True):
        path.write_bytes(encode_wav(clip))
    return paths


def write_model(folder: Path, configuration: Configuration) -> Path:
    """Write an untrained model, in the form that convert writes."""
    spec, rng = configuration.spec, np.random.default_rng(0)
    tf_keras.utils.set_random_seed(0)
    shape = (spec.num_frames, spec.num_features)
    network = build_network(configuration.architecture, configuration.alpha, shape, len(LABELS))
    if configuration.kept < 1:
        network = keep_channels(network, select_channels(network, configuration.kept))
    examples = FrontEnd(spec)(0.1 * rng.standard_normal((REPRESENTATIVE, CLIP_SAMPLES), np.float32))
    content = convert(fold_normalization(network), examples, configuration.quantization, configuration.granularity)
    if configuration.flatbuffer == "minimal":
        content = minimize(content)
    folder.mkdir()
    (folder / MODEL).write_bytes(content)
    write_json(folder / MANIFEST, _manifest(content, spec, configuration.rejects))
    return folder


def _manifest(content: bytes, spec: FrontEndSpec, rejects: bool) -> ModelManifest:
    loaded = TFLiteModel(content, MODEL)
    return ModelManifest(
        labels=LABELS,
        rejects=rejects,
        front_end=spec.document(),
        input=loaded.input,
        output=loaded.output,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        zip_bytes=len(content),
        action_threshold=1.0,
        data_sha256="",
        params_sha256="",
        params={},
        source_commit="",
        versions={},
    )


def rows(named: dict[str, Configuration]) -> Iterator[dict[str, Any]]:
    """Count the instructions: one table row per configuration and processor."""
    with tempfile.TemporaryDirectory() as folder:
        clips = write_clips(Path(folder))
        for name, configuration in named.items():
            model = write_model(Path(folder) / name, configuration)
            for board in BOARDS.values():
                counted = compute_mean(count_instructions(model, clips, board))
                yield {
                    "model": name,
                    "processor": board.qemu_cpu,
                    "front end": counted.front_end,
                    "invoke": counted.invoke,
                    "total": counted.total,
                    "modelled ms": model_latency_ms(counted.total),
                }


def main() -> None:
    """Build, count, print."""
    command = parser("instructions", __doc__, "--output benchmarks/instructions.json")
    command.add_argument("--params-file", type=Path, default=Path("params.yaml"), help="(default: %(default)s)")
    flags = command.parse_args()
    named = configurations(flags.params_file)
    counted, default = list(rows(named)), named[DEFAULT]
    qemu = run_program(["qemu-aarch64", "--version"]).split()[2]
    on = {"qemu": qemu, **{package: version(package) for package in ("numpy", "ai-edge-litert")}}
    notes = [
        f"The mean of {CLIPS} clips after a warm-up, one thread, from waveform to probabilities.",
        f"The default: {default.architecture}, alpha {default.alpha * default.kept:g}, {default.quantization}.",
        "Modelled, not measured: a billion instructions a second.",
    ]
    report("Instructions of one clip", counted, on, flags.output, notes)


if __name__ == "__main__":
    run(main)
