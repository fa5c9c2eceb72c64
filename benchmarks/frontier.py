"""Accuracy, size and spread of a recipe's models over several training seeds, on real clips.

Runs the commands of dvc.yaml from ingest to evaluate: up to preprocess once per set of features, then train to evaluate
per seed. Each core runs one seed on one thread, because a second thread hardly speeds up training. Every figure is for
the TFLite form on the test split; `chosen on` is for the validation split, on which recipes are chosen. `--published`
adds the published recipe, `--ablations` the default without each of its parts.
"""

import os
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from benchmarks.measure import machine, parser, report
from benchmarks.missed import missed_clips, page
from benchmarks.workflow import PUBLISHED, Run, changes, write_params
from components.evaluate.stage import poisson_upper_95
from kws.audio.features import read_examples
from kws.core.command import run
from kws.core.files import replacing, sha256_of_json
from kws.core.progress import show_progress
from kws.model.reports.evaluation import Evaluation
from kws.model.reports.predictions import read_predictions
from kws.model.tflite import load_model

# Stages that run together; what came out of them stands for every recipe that differs in later ones alone.
STEPS = (("ingest", "preprocess"), ("train",), ("prune",), ("convert", "evaluate"))
SEEDED = ("train.seed", "prune.seed")

# The default without one of its parts, a row a line.
ABLATIONS = Path(__file__).with_name("ablations.params")

ONE_THREAD = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "OMP_NUM_THREADS": "1"}

Changed = Mapping[str, Any]


@dataclass(frozen=True)
class SeedResult:
    """The result of a seed.

    Attributes:
        folder: in which its stages have run.
        evaluation: of its model.
        missed: the test clips that the TFLite form got wrong.
        validation_errors: of the TFLite form on the validation split.
    """

    folder: Path
    evaluation: Evaluation
    missed: Sequence[str]
    validation_errors: int


def shared_arguments(name: str, doc: str | None, example: str) -> ArgumentParser:
    """Make the command line of a benchmark that trains on real clips."""
    command = parser(name, doc, f"--archive speech_commands.tar.gz {example}")
    command.add_argument("--archive", type=Path, required=True, help="tar.gz of Speech Commands")
    command.add_argument("--words", nargs="+", help="words to use instead of those in params.yaml")
    command.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5], help="(default: 1 to 5)")
    command.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="a changed value of params.yaml"
    )
    command.add_argument(
        "--work", type=Path, help="folder that keeps the output of each stage, so that it does not run again"
    )
    return command


def arguments() -> ArgumentParser:
    """Make the command line."""
    command = shared_arguments("frontier", __doc__, "--seeds 1 2 3 4 5")
    command.add_argument("--published", action="store_true", help="add the published recipe")
    command.add_argument("--ablations", action="store_true", help="add a row without each part of the default")
    command.add_argument(
        "--ablate", action="append", default=[], metavar="'KEY=VALUE …'", help="add a row with these changes"
    )
    command.add_argument("--page", type=Path, help="HTML file to write, with the clips that every seed missed")
    return command


def shared_changes(flags: Namespace) -> dict[str, Any]:
    """List the changes to params.yaml that every row shares."""
    found: dict[str, Any] = {"ingest.source": "speech_commands", "ingest.archive": str(flags.archive.resolve())}
    return found | changes(flags.set) | ({"ingest.words": flags.words} if flags.words else {})


def recipes(published: bool, ablations: Sequence[str]) -> dict[str, list[str]]:
    """List the changes to params.yaml per row, by its name.

    Args:
        published: whether the published recipe is one.
        ablations: `key=value` pairs, a row each.
    """
    found: dict[str, list[str]] = {"default": []} | {row: row.split() for row in ablations}
    return found | ({"published": PUBLISHED.read_text(encoding="utf-8").split()} if published else {})


def deciding(changed: Changed, step: int) -> dict[str, Any]:
    """Select the changes of a recipe that affect its steps up to `step`."""
    stages = [stage for stages in STEPS[: step + 1] for stage in stages]
    return {key: value for key, value in changed.items() if key.split(".")[0] in stages}


def after(work: Path, changed: Changed, step: int, commands: Mapping[str, Sequence[str]] = {}) -> Path:
    """Run the stages of a recipe up to a step, unless they have run before, and return their folder.

    Args:
        work: where the folder is, and those of the steps before.
        changed: dotted keys of params.yaml and their values.
        step: an index of STEPS.
        commands: by the stage's name, what runs it, if not what dvc.yaml says; the same whenever the changes are, which
            alone name the folder.
    """
    settings = deciding(changed, step)
    folder = work / f"{STEPS[step][-1]}-{sha256_of_json(settings)[:16]}"
    if folder.exists():
        return folder
    with replacing(folder) as temporary:
        (temporary / "models").mkdir(parents=True)
        if step:
            _link(after(work, changed, step - 1, commands), temporary)
        write_params(temporary, settings)
        for stage in STEPS[step]:
            # The first step keeps all cores busy by itself.
            Run(stage, temporary, ONE_THREAD if step else {}, commands.get(stage)).wait()
    return folder


def _link(before: Path, folder: Path) -> None:
    for output in (before / "data", *(before / "models").iterdir()):
        (folder / output.relative_to(before)).symlink_to(output)


def result(work: Path, changed: Changed, seed: int, commands: Mapping[str, Sequence[str]] = {}) -> SeedResult:
    """Read the result of a seed.

    Args:
        work: as in `after`.
        changed: dotted keys of params.yaml and their values.
        seed: of the weights and of the order of examples.
        commands: as in `after`.
    """
    folder = after(work, {**changed, **dict.fromkeys(SEEDED, seed)}, len(STEPS) - 1, commands)
    manifest, model = load_model(folder / "models/tflite")
    validation = read_examples(folder / "data/features", "validation")
    answers = np.stack([model(example) for example in validation.features]).argmax(axis=1)
    return SeedResult(
        folder=folder,
        evaluation=Evaluation.read(folder / "reports/evaluation.json"),
        missed=missed(folder / "reports/predictions.csv", manifest.labels),
        validation_errors=int((answers != validation.labels).sum()),
    )


def missed(predictions: Path, labels: Sequence[str]) -> list[str]:
    """List the clips that the TFLite form got wrong."""
    found = read_predictions(predictions, labels)
    return [clip for clip, one in found.clips.items() if one.label != found.answer_of(clip)]


def row(name: str, found: Sequence[SeedResult]) -> dict[str, Any]:
    """Make a table row: the mean over the seeds, and the worst."""
    forms = [result.evaluation.tflite for result in found]
    sizes = [result.evaluation.sizes for result in found]
    heard = [result.evaluation.all_background for result in found]
    accepts, hours = sum(one.accepts for one in heard), sum(one.exposure_s for one in heard) / 3600
    return {
        "recipe": name,
        "accuracy %": 100 * mean(form.accuracy for form in forms),
        "worst %": 100 * min(form.accuracy for form in forms),
        "errors": " ".join(str(form.errors) for form in forms),
        "chosen on": " ".join(str(result.validation_errors) for result in found),
        "bytes": mean(size.size_bytes for size in sizes),
        "zipped": mean(size.zip_bytes for size in sizes),
        "right and sure %": 100 * mean(form.correct_above_threshold for form in forms),
        "wrong and sure %": 100 * mean(form.wrong_above_threshold for form in forms),
        "false accepts": accepts,
        "hours": hours,
        "an hour, at most": poisson_upper_95(accepts) / hours,
    }


def always_missed(found: Sequence[SeedResult]) -> list[str]:
    """List the clips that every seed missed."""
    return sorted(set.intersection(*(set(result.missed) for result in found)))


def main() -> None:
    """Run, measure, print."""
    flags = arguments().parse_args()
    ablations = ABLATIONS.read_text(encoding="utf-8").splitlines() if flags.ablations else []
    named = recipes(flags.published, [*flags.ablate, *ablations])
    changed = {name: {**shared_changes(flags), **changes(settings)} for name, settings in named.items()}
    with nullcontext(flags.work) if flags.work else tempfile.TemporaryDirectory() as place:
        work = Path(place).resolve()
        clips = [
            after(work, each, 0) / "data/clips" for each in show_progress(changed.values(), "features", len(changed))
        ]
        runs = [(each, seed) for each in changed.values() for seed in flags.seeds]
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            results = list(show_progress(pool.map(lambda of: result(work, *of), runs), "seeds", len(runs)))
        count = len(flags.seeds)
        found = [results[first : first + count] for first in range(0, len(results), count)]
        missing = dict(zip(changed, map(always_missed, found), strict=True))
        if flags.page:
            heard = {name: missed_clips(of, missing[name]) for name, of in zip(changed, clips, strict=True)}
            flags.page.write_text(page(heard), encoding="utf-8")
    rows = [row(name, of) for name, of in zip(changed, found, strict=True)]
    notes = [f"archive {flags.archive.name}"]
    notes += [f"{name}: missed by every seed: {', '.join(clips) or 'none'}" for name, clips in missing.items()]
    report("The frontier", rows, machine("numpy", "tensorflow", "ai-edge-litert"), flags.output, notes)


if __name__ == "__main__":
    run(main)
