"""Two fetched versions → how they differ: clips, sizes, latencies, front ends and params."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kws.audio.clips import read_clip
from kws.audio.manifest import data_sha256, read_manifest
from kws.core.errors import DatasetError, EvidenceError
from kws.core.files import read_json
from kws.model.reports import latency_key
from kws.model.spotter import Spotter
from kws.registry.paired import Answered, Answers, Paired, paired
from kws.registry.version import Version

PREDICTIONS = "reports/predictions.csv"


@dataclass(frozen=True)
class Comparison:
    """A new version beside an old one.

    Attributes:
        old, new: what each answered to the old one's test clips.
        paired: the test on these answers.
        ratios: new / old by what was measured: sizes, median latency, and p99 latency; latencies only where both were
            measured on the same kind of device.
        changes: what differs in the front end and the params, by the path of the key: the old value, the new one.
    """

    old: Answers
    new: Answers
    paired: Paired
    ratios: dict[str, float]
    changes: dict[str, tuple[Any, Any]]


def compare(old: Version, new: Version, clips: Path) -> Comparison:
    """Compare two versions on the old one's test clips.

    Args:
        old, new: as the chain's `fetch` returns them.
        clips: the folder of the old version's data, read only if the new one was tested on other data.

    Raises:
        EvidenceError, DatasetError, ClipError: the old version's test clips are needed and are not in that folder.
    """
    before, after = same_clips(old, new, clips)
    return Comparison(before, after, paired(before, after), _ratios(old, new), _changes(old, new))


def same_clips(old: Version, new: Version, clips: Path) -> tuple[Answers, Answers]:
    """What both answer to the old version's test clips: as on record, or asked again if the new one's data differ.

    Raises:
        EvidenceError, DatasetError, ClipError: as `compare`.
    """
    before, after = answers(old), answers(new)
    if old.manifest.data_sha256 == new.manifest.data_sha256 and set(before) <= set(after):
        return before, after
    _require_data(old, clips)
    return asked(old, clips, before), asked(new, clips, before)


def answers(version: Version) -> dict[str, Answered]:
    """What a version's model answered in `evaluate`.

    Raises:
        EvidenceError: the file is damaged.
    """
    path, labels = version.evidence / PREDICTIONS, version.manifest.labels
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = {row["clip"]: (row["label"], _probabilities(row, labels)) for row in csv.DictReader(file)}
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise EvidenceError(f"{version}: expected predictions, got {error}: {PREDICTIONS}") from None
    if not rows:
        raise EvidenceError(f"{version}: expected predictions, got none: {PREDICTIONS}")
    return {clip: _answered(said, probabilities) for clip, (said, probabilities) in rows.items()}


def asked(version: Version, clips: Path, like: Answers) -> dict[str, Answered]:
    """What a version's model answers now to the clips of a folder, those that `like` has."""
    spotter, found = Spotter(version.tflite), {}
    for clip, answered in like.items():
        answer = spotter(read_clip(clips / clip), clip)
        probabilities = dict(zip(version.manifest.labels, answer.probabilities, strict=True))
        found[clip] = _answered(answered.said, probabilities)
    return found


def _probabilities(row: Mapping[str, str], labels: tuple[str, ...]) -> dict[str, float]:
    return {label: float(row[f"tflite_{label}"]) for label in labels}


def _answered(said: str, probabilities: Mapping[str, float]) -> Answered:
    return Answered(said, max(probabilities, key=probabilities.__getitem__), probabilities.get(said, 0.0))


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


def _ratios(old: Version, new: Version) -> dict[str, float]:
    before, after = _figures(old), _figures(new)
    return {name: after[name] / before[name] for name in before if name in after and before[name] > 0}


def _figures(version: Version) -> dict[str, float]:
    device = read_json(version.evidence / "reports" / "device.json")
    latency = latency_key(device["kind"])
    total = device[latency]["total"]
    sizes = {"size_bytes": version.manifest.size_bytes, "zip_bytes": version.manifest.zip_bytes}
    return sizes | {f"{latency} {name} ({device['kind']})": total[name] for name in ("median", "p99")}


def _changes(old: Version, new: Version) -> dict[str, tuple[Any, Any]]:
    before, after = _facts(old), _facts(new)
    names = [*before, *(name for name in after if name not in before)]
    return {name: pair for name in names if (pair := (before.get(name), after.get(name)))[0] != pair[1]}


def _facts(version: Version) -> dict[str, Any]:
    # The hash of the front end says what its parameters say.
    front_end = {key: value for key, value in version.manifest.front_end.items() if key != "front_end_sha256"}
    labels = list(version.manifest.labels)
    return {"labels": labels, **_flat({"front_end": front_end, **version.manifest.params})}


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return flat
