"""Run and verdict → what becomes of the model."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from components.kws.errors import EvidenceError
from components.kws.files import read_json, sha256_of
from components.track.run import TrackedRun

# What MLflow's own table holds.
MAX_DESCRIPTION_LENGTH = 5000

# What a version says of its model by itself, by the run's tag or metric that it comes from.
TAGS = (
    "blessed",
    "content_sha256",
    "data_sha256",
    "device_kind",
    "front_end_sha256",
    "git_commit",
    "model_sha256",
    "params_sha256",
    "source_commit",
    "verdict_sha256",
)
FIGURES = {
    "accuracy": "tflite/accuracy",
    "accuracy_lower_95": "tflite/accuracy_lower_95",
    "size_bytes": "tflite/size_bytes",
    "latency_ms_median": "device/latency_ms/total/median",
    "latency_ms_p99": "device/latency_ms/total/p99",
    "modelled_latency_ms_median": "device/modelled_latency_ms/total/median",
    "modelled_latency_ms_p99": "device/modelled_latency_ms/total/p99",
}


@dataclass(frozen=True)
class Registered:
    """`registration.json` of a blessed model.

    Attributes:
        model, version: in the registry.
        alias: what the version was called when it was new.
        run_id, content_sha256: where it comes from.
    """

    registered: bool
    model: str
    version: str
    alias: str
    run_id: str
    content_sha256: str


@dataclass(frozen=True)
class Refused:
    """`registration.json` of a model that is not blessed, with the reasons of every check that failed."""

    registered: bool
    reasons: tuple[str, ...]


def read_verdict(path: Path, run: TrackedRun) -> dict[str, Any]:
    """The verdict that the run was tracked with.

    Raises:
        EvidenceError: no such file, damaged, or another one.
    """
    verdict = read_json(path)
    if sha256_of(path) != run.verdict_sha256:
        raise EvidenceError(f"expected the verdict of run {run.run_id}, got another: {path}; run track")
    return verdict


def read_card(path: Path) -> str:
    """The model card, as long as MLflow's table holds.

    Raises:
        EvidenceError: no such file.
    """
    try:
        return path.read_text(encoding="utf-8")[:MAX_DESCRIPTION_LENGTH]
    except (OSError, ValueError) as error:
        raise EvidenceError(f"expected a model card, got {error}: {path}; run track") from None


def refused(verdict: dict[str, Any]) -> Refused:
    """Why a model is not registered."""
    failed = (check for check in verdict["checks"] if not check["passed"])
    return Refused(False, tuple(f"{check['metric']} ({check['bound']}): {check['reason']}" for check in failed))


def version_tags(run_tags: dict[str, str], metrics: dict[str, float]) -> dict[str, str]:
    """What the new version says of its model, of a run's tags and metrics."""
    figures = {name: f"{metrics[metric]:.6g}" for name, metric in FIGURES.items() if metric in metrics}
    return {name: run_tags[name] for name in TAGS} | figures
