"""How good, how small and how sure the models of a recipe are, over several training seeds on real clips.

Runs the stages from ingest to evaluate as dvc.yaml has them: up to preprocess once for all recipes of the same
features, then train to evaluate for each seed. Every figure is of the TFLite form on the test split; `chosen on` is the
validation split's, for those who choose. The published recipe runs beside the default with `--published`.
"""

import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from scipy.stats import chi2

from benchmarks.measure import machine, parser, report
from benchmarks.missed import MissedClip, missed_clips, page
from benchmarks.workflow import PUBLISHED, Run, changes, write_params
from components.kws.command import run
from components.kws.features import read_examples
from components.kws.files import read_json
from components.kws.model import load
from components.kws.progress import tracked

ONCE = ("ingest", "preprocess")
EACH_SEED = ("train", "prune", "convert", "evaluate")
SEEDED = ("train.seed", "prune.seed")


def arguments() -> ArgumentParser:
    """The command line."""
    command = parser("frontier", __doc__, "--archive speech_commands.tar.gz --seeds 1 2 3 4 5")
    command.add_argument("--archive", type=Path, required=True, help="tar.gz of Speech Commands")
    command.add_argument("--words", nargs="+", help="other words of it than those of params.yaml")
    command.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5], help="(default: 1 to 5)")
    command.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="another value in params.yaml")
    command.add_argument("--published", action="store_true", help="the published recipe too")
    command.add_argument("--ablate", action="append", default=[], metavar="KEY=VALUE", help="a row with this change")
    command.add_argument("--page", type=Path, help="HTML file to write: the clips that every seed missed, to listen to")
    return command


def recipes(published: bool, ablations: Sequence[str]) -> dict[str, list[str]]:
    """The changes to params.yaml of each row, by its name."""
    found: dict[str, list[str]] = {"default": []} | {setting: [setting] for setting in ablations}
    return found | ({"published": PUBLISHED.read_text(encoding="utf-8").split()} if published else {})


def of_features(settings: Sequence[str]) -> tuple[str, ...]:
    """Those of a recipe's settings that decide its features."""
    return tuple(sorted(setting for setting in settings if setting.split(".")[0] in ONCE))


def results(
    folder: Path, common: Mapping[str, Any], settings: Sequence[str], seeds: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """What came out of each seed: evaluation.json, the manifest's sizes, and the clips that were missed.

    Args:
        folder: where the stages run; features that are in it are taken as they are.
        common, settings: the changes to params.yaml, of every recipe and of this one.
        seeds: of the weights and of the order of examples.
    """
    for seed in seeds:
        write_params(folder, {**common, **changes(settings), **dict.fromkeys(SEEDED, seed)})
        if not (folder / "data/features").is_dir():
            for stage in ONCE:
                Run(stage, folder).wait()
        began = time.perf_counter()
        for stage in EACH_SEED:
            Run(stage, folder).wait()
        manifest, model = load(folder / "models/tflite")
        validation = read_examples(folder / "data/features", "validation")
        answers = np.stack([model(example) for example in validation.features]).argmax(axis=1)
        yield {
            "seconds": time.perf_counter() - began,
            "evaluation": read_json(folder / "reports/evaluation.json"),
            "missed": missed(folder / "reports/predictions.csv", manifest.labels),
            "validation_errors": int((answers != validation.labels).sum()),
        }


def missed(predictions: Path, labels: Sequence[str]) -> list[str]:
    """The clips that the TFLite form got wrong."""
    columns = np.genfromtxt(predictions, delimiter=",", names=True, dtype=None, encoding="utf-8")
    answers = np.stack([columns[f"tflite_{label}"] for label in labels]).argmax(axis=0)
    return [
        str(clip)
        for clip, said, answer in zip(columns["clip"], columns["label"], answers, strict=True)
        if said != labels[answer]
    ]


def row(name: str, found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One line of the table: means over the seeds, and the worst."""
    forms = [result["evaluation"]["forms"]["tflite"] for result in found]
    sizes = [result["evaluation"]["sizes"] for result in found]
    heard = [result["evaluation"]["background"]["all"] for result in found]
    accepts, hours = sum(one["accepts"] for one in heard), sum(one["exposure_s"] for one in heard) / 3600
    return {
        "recipe": name,
        "accuracy %": 100 * mean(form["accuracy"] for form in forms),
        "worst %": 100 * min(form["accuracy"] for form in forms),
        "errors": " ".join(str(form["errors"]) for form in forms),
        "chosen on": " ".join(str(result["validation_errors"]) for result in found),
        "bytes": mean(size["size_bytes"] for size in sizes),
        "zipped": mean(size["zip_bytes"] for size in sizes),
        "right and sure %": 100 * mean(form["correct_above_threshold"] for form in forms),
        "wrong and sure %": 100 * mean(form["wrong_above_threshold"] for form in forms),
        "false accepts": accepts,
        "hours": hours,
        # The one-sided exact Poisson bound, as in evaluation.json.
        "an hour, at most": float(chi2.ppf(0.95, 2 * (accepts + 1))) / 2 / hours,
        "seconds": mean(result["seconds"] for result in found),
    }


def main() -> None:
    """Run, measure, print."""
    flags = arguments().parse_args()
    common: dict[str, Any] = {"ingest.source": "speech_commands", "ingest.archive": str(flags.archive.resolve())}
    common |= changes(flags.set) | ({"ingest.words": flags.words} if flags.words else {})
    named, rows, notes = recipes(flags.published, flags.ablate), [], [f"archive {flags.archive.name}"]
    folders: dict[tuple[str, ...], Path] = {}
    heard: dict[str, list[MissedClip]] = {}
    with tempfile.TemporaryDirectory() as place:
        for name, settings in named.items():
            folder = folders.setdefault(of_features(settings), Path(place) / str(len(folders)))
            folder.mkdir(exist_ok=True)
            seeds = results(folder, common, settings, flags.seeds)
            found = list(tracked(seeds, name, len(flags.seeds)))
            rows.append(row(name, found))
            always = sorted(set.intersection(*(set(result["missed"]) for result in found)))
            heard[name] = missed_clips(folder / "data/clips", always)
            notes.append(f"{name}: missed by every seed: {', '.join(always) or 'none'}")
    if flags.page:
        flags.page.write_text(page(heard), encoding="utf-8")
    report("The frontier", rows, machine("numpy", "tensorflow", "ai-edge-litert"), flags.output, notes)


if __name__ == "__main__":
    run(main)
