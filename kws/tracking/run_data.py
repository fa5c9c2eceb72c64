"""The data of an MLflow run, taken from the evidence: parameters, metrics, curves and tags.

Names, and the source of their values:

| name | value |
| --- | --- |
| `<stage>.<key>` | a stage's parameter in params.yaml |
| `<form>/accuracy`, `<form>/accuracy_lower_95`, `<form>/recall/<word>`, … | evaluation.json: float, pruned, tflite |
| `tflite/size_bytes`, `tflite/zip_bytes` | evaluation.json |
| `device/accuracy`, `device/latency_ms/<part>/<quantile>`, `device/peak_memory_bytes`, … | device.json |
| `train/<metric>`, `prune/<metric>` | history.csv of that stage, a step per epoch, at the end of the epoch |
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from kws.model.reports.history import METRICS
from kws.model.reports.report import to_document
from kws.tracking.content import hash_content
from kws.tracking.evidence import Evidence

# The limit of MLflow's own tables.
MAX_PARAM_LENGTH = 6000


# Tag: the id of the Kubeflow run in which a run was tracked.
KUBEFLOW_RUN = "kubeflow_run_id"


# Keys of device.json that describe the device and the protocol, not the model.
_DEVICE_FACTS = ("device", "protocol", "params")


class Point(NamedTuple):
    """One point of a curve; the timestamp is in UNIX milliseconds, as MLflow takes it."""

    name: str
    value: float
    timestamp_ms: int
    step: int


def flatten_parameters(evidence: Evidence) -> dict[str, str]:
    """Flatten the parameters of every stage to keys such as `train.alpha`; values other than texts become JSON."""
    evaluation, device, verdict = evidence.evaluation, evidence.device, evidence.verdict
    sections = evidence.manifest.params | evaluation.params | device.params | verdict.params
    return {
        ".".join(path): (value if isinstance(value, str) else json.dumps(value))[:MAX_PARAM_LENGTH]
        for path, value in _leaves(sections)
    }


def flatten_metrics(evidence: Evidence) -> dict[str, float]:
    """Flatten the numbers of the reports to metrics, named by their path in the report."""
    evaluation, device = evidence.evaluation, to_document(evidence.device)
    figures = {key: value for key, value in device.items() if key not in _DEVICE_FACTS}
    background = {"background": asdict(evaluation.all_background)}
    reports = [to_document(evaluation.forms), {"tflite": asdict(evaluation.sizes)}, background, {"device": figures}]
    return {"/".join(path): float(value) for report in reports for path, value in _leaves(report) if _is_number(value)}


def list_curve_points(evidence: Evidence) -> list[Point]:
    """List the points of every metric of every epoch."""
    return [
        Point(f"{stage}/{metric}", getattr(row, metric), round(1000 * row.time), row.epoch)
        for stage, history in evidence.histories.items()
        for row in history
        for metric in METRICS
    ]


def make_tags(evidence: Evidence, commit: str) -> dict[str, str]:
    """Make the tags by which a run is found.

    Args:
        evidence: of one model.
        commit: of the code that tracks, with `-dirty` if it is changed; `source_commit` is of the code that converted.
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


def make_kubeflow_tags(run_id: str | None, images: str | None) -> dict[str, str]:
    """Make the tags for the Kubeflow run of a run, and for the images of its tasks.

    Args:
        run_id: of the Kubeflow run; None if DVC runs the stages.
        images: `name=reference` each, separated by spaces; or None.
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
