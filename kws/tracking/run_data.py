"""The data of an MLflow run, taken from the evidence: parameters, metrics, curves and tags.

Names, and where their numbers come from:

| name | number |
| --- | --- |
| `<stage>.<key>` | parameter of that stage in params.yaml |
| `<form>/accuracy`, `<form>/accuracy_lower_95`, `<form>/recall/<word>`, … | evaluation.json: float, pruned, tflite |
| `tflite/size_bytes`, `tflite/zip_bytes` | evaluation.json |
| `device/accuracy`, `device/latency_ms/<part>/<quantile>`, `device/peak_memory_bytes`, … | device.json |
| `train/<metric>`, `prune/<metric>` | history.csv of that stage, a step an epoch, at the epoch's own time |
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from kws.model.reports.history import METRICS
from kws.model.reports.report import to_document
from kws.tracking.content import hash_content
from kws.tracking.evidence import Evidence

# What MLflow's own tables hold.
MAX_PARAM_LENGTH = 6000


# The tag that names the run of Kubeflow in which a run was tracked.
KUBEFLOW_RUN = "kubeflow_run_id"


# What device.json says of the device and the protocol rather than of the model.
_DEVICE_FACTS = ("device", "protocol", "params")


class Point(NamedTuple):
    """One point of a curve; the timestamp is in UNIX milliseconds, as MLflow counts."""

    name: str
    value: float
    timestamp_ms: int
    step: int


def parameters(evidence: Evidence) -> dict[str, str]:
    """Every stage's parameters with flat keys such as `train.alpha`; what is no text is written as JSON."""
    evaluation, device, verdict = evidence.evaluation, evidence.device, evidence.verdict
    sections = evidence.manifest.params | evaluation.params | device.params | verdict.params
    return {
        ".".join(path): (value if isinstance(value, str) else json.dumps(value))[:MAX_PARAM_LENGTH]
        for path, value in _leaves(sections)
    }


def final_metrics(evidence: Evidence) -> dict[str, float]:
    """Every number of the reports, named by its path in them."""
    evaluation, device = evidence.evaluation, to_document(evidence.device)
    figures = {key: value for key, value in device.items() if key not in _DEVICE_FACTS}
    heard = {"background": asdict(evaluation.all_background)}
    reports = [to_document(evaluation.forms), {"tflite": asdict(evaluation.sizes)}, heard, {"device": figures}]
    return {"/".join(path): float(value) for report in reports for path, value in _leaves(report) if _is_number(value)}


def curves(evidence: Evidence) -> list[Point]:
    """Every metric of every epoch."""
    return [
        Point(f"{stage}/{metric}", getattr(row, metric), round(1000 * row.time), row.epoch)
        for stage, history in evidence.histories.items()
        for row in history
        for metric in METRICS
    ]


def tags(evidence: Evidence, commit: str) -> dict[str, str]:
    """What a run is found by.

    Args:
        evidence: of one model.
        commit: of the code that tracks, `-dirty` if changed; the code that converted is in `source_commit`.
    """
    manifest = evidence.manifest
    return {
        "blessed": json.dumps(evidence.verdict.blessed),
        "content_sha256": hash_content(evidence),
        "data_sha256": manifest.data_sha256,
        "device_kind": evidence.device.kind,
        "front_end_sha256": manifest.front_end_spec.sha256,
        "git_commit": commit.removesuffix("-dirty"),
        "git_dirty": json.dumps(commit.endswith("-dirty")),
        "model_sha256": manifest.sha256,
        "params_sha256": manifest.params_sha256,
        "source_commit": manifest.source_commit,
        "verdict_sha256": evidence.verdict_sha256,
    }


def kubeflow_tags(run_id: str | None, images: str | None) -> dict[str, str]:
    """Which run of Kubeflow a run belongs to, and the images of its tasks.

    Args:
        run_id: None where DVC runs the stages.
        images: `name=reference` each, between spaces; or None.
    """
    found = {} if run_id is None else {KUBEFLOW_RUN: run_id}
    references = (pair.partition("=") for pair in (images or "").split())
    return found | {f"image_{name}": reference for name, _, reference in references}


def _leaves(tree: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
