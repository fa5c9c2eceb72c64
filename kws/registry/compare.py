"""The comparison of two versions: answers, sizes, latencies, front ends and params."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kws.audio.clips import read_clip
from kws.audio.manifest import data_sha256, read_manifest
from kws.core.errors import DatasetError, EvidenceError
from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import TFLITE
from kws.model.reports.predictions import read_predictions
from kws.model.spotter import Spotter
from kws.registry.mcnemar import Answer, Answers, PairedTest, compare_answers
from kws.registry.version import Version

PREDICTIONS = "reports/predictions.csv"


@dataclass(frozen=True)
class Comparison:
    """A new version against an old one.

    Attributes:
        old, new: the answers of each to the test clips of the old one.
        paired_test: McNemar's test on these answers.
        ratios: new / old, by figure: sizes, median latency and p99 latency; latencies only if both were measured on
            the same kind of device.
        changes: the old and the new value of each setting of the front end and the params that differs, by dotted name.
    """

    old: Answers
    new: Answers
    paired_test: PairedTest
    ratios: dict[str, float]
    changes: dict[str, tuple[Any, Any]]


def compare(old: Version, new: Version, clips: Path) -> Comparison:
    """Compare two versions on the test clips of the old one.

    Args:
        old, new: as `kws.registry.chain.fetch` returns them.
        clips: folder of the old version's data, read only if the new one was tested on other data.

    Raises:
        EvidenceError, DatasetError, ClipError: the old version's test clips are needed and are not in that folder.
    """
    before, after = answer_same_clips(old, new, clips)
    return Comparison(before, after, compare_answers(before, after), _compute_ratios(old, new), _find_changes(old, new))


def answer_same_clips(old: Version, new: Version, clips: Path) -> tuple[Answers, Answers]:
    """Answer the old version's test clips with both models: as recorded, or anew if the new one's data differ.

    Raises:
        EvidenceError, DatasetError, ClipError: as `compare`.
    """
    before, after = read_answers(old), read_answers(new)
    if old.manifest.data_sha256 == new.manifest.data_sha256 and set(before) <= set(after):
        return before, after
    _require_data(old, clips)
    return answer_clips(old, clips, before), answer_clips(new, clips, before)


def read_answers(version: Version) -> dict[str, Answer]:
    """Read the answers that `evaluate` recorded for a version's model, by clip id.

    Raises:
        EvidenceError: the file is missing or damaged.
    """
    try:
        predictions = read_predictions(version.evidence / PREDICTIONS, version.manifest.labels)
    except EvidenceError as error:
        raise EvidenceError(f"{version}: {error}") from None
    return {
        clip: _make_answer(one.label, predictions.by_label(one.probabilities[TFLITE]))
        for clip, one in predictions.clips.items()
    }


def answer_clips(version: Version, clips: Path, like: Answers) -> dict[str, Answer]:
    """Answer clips of a folder with a version's model: those that `like` has, which also gives their true labels."""
    spotter, found = Spotter(version.tflite), {}
    for clip, known in like.items():
        answer = spotter(read_clip(clips / clip), clip)
        probabilities = dict(zip(version.manifest.labels, answer.probabilities, strict=True))
        found[clip] = _make_answer(known.true_label, probabilities)
    return found


def _make_answer(true_label: str, probabilities: Mapping[str, float]) -> Answer:
    label = max(probabilities, key=probabilities.__getitem__)
    return Answer(true_label, label, probabilities.get(true_label, 0.0))


def _require_data(version: Version, clips: Path) -> None:
    expected = version.manifest.data_sha256
    commit = version.manifest.source_commit[:12]
    advice = f"check out commit {commit} elsewhere, dvc pull there, and name its data/clips in --clips"
    try:
        found = data_sha256(read_manifest(clips))
    except DatasetError as error:
        raise DatasetError(f"{error}; it should hold the test clips of {version}: {advice}") from None
    if found != expected:
        raise EvidenceError(
            f"expected the clips that {version} was tested on, data_sha256 {expected[:12]}, got {found[:12]}: {clips}; "
            f"{advice}"
        )


def _compute_ratios(old: Version, new: Version) -> dict[str, float]:
    before, after = _read_figures(old), _read_figures(new)
    return {name: after[name] / before[name] for name in before if name in after and before[name] > 0}


def _read_figures(version: Version) -> dict[str, float]:
    device = DeviceReport.read(version.evidence / "reports" / "device.json")
    total = asdict(device.latency.total)
    sizes = {"size_bytes": version.manifest.size_bytes, "zip_bytes": version.manifest.zip_bytes}
    return sizes | {f"{device.latency_key} {name} ({device.kind})": total[name] for name in ("median", "p99")}


def _find_changes(old: Version, new: Version) -> dict[str, tuple[Any, Any]]:
    before, after = _list_settings(old), _list_settings(new)
    names = [*before, *(name for name in after if name not in before)]
    return {name: pair for name in names if (pair := (before.get(name), after.get(name)))[0] != pair[1]}


def _list_settings(version: Version) -> dict[str, Any]:
    # Without the hash of the front end: it differs if and only if its parameters do.
    front_end = {key: value for key, value in version.manifest.front_end.items() if key != "front_end_sha256"}
    labels = list(version.manifest.labels)
    return {"labels": labels, **_flatten({"front_end": front_end, **version.manifest.params})}


def _flatten(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        flat |= _flatten(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return flat
