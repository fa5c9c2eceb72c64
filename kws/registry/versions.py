"""Summaries of the versions of a registered model, for a table."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kws.core.errors import TrackingError
from kws.model.reports.device import latency_key
from kws.registry import signature
from kws.tracking.client import get_public_uri
from kws.tracking.runtime import MlflowClient, mlflow


@dataclass(frozen=True)
class VersionSummary:
    """A version, as `kws models` shows it.

    Attributes:
        number, aliases: in the registry.
        accuracy: of the TFLite form, and the ends of its 95 % interval, all in [0, 1]; empty if the run is gone.
        size_bytes: of model.tflite.
        latency_ms: median per clip.
        device_kind: kind of device that the latency was measured on or modelled for.
        data_sha256, source_commit: the data and the code that the model was made from.
        signed: whether it has a signature, which promote and deploy verify.
        who: the person who tracked the run.
        when: UTC time of registration.
    """

    number: str
    aliases: tuple[str, ...]
    accuracy: tuple[float, ...]
    size_bytes: int | None
    latency_ms: float | None
    device_kind: str
    data_sha256: str
    source_commit: str
    signed: bool
    who: str
    when: datetime


def list_versions(client: MlflowClient, model: str) -> list[VersionSummary]:
    """List the versions of a registered model, the newest first.

    Raises:
        TrackingError: there is no such model.
        MlflowException: MLflow cannot be reached or refuses.
    """
    places = read_aliases(client, model)
    found = client.search_model_versions(f"name = '{model}'")
    return [_summarize(client, version, places) for version in sorted(found, key=lambda version: -int(version.version))]


def read_aliases(client: MlflowClient, model: str) -> dict[str, str]:
    """Read the aliases of a registered model: by alias, the number of its version.

    Raises:
        TrackingError: there is no such model.
        MlflowException: MLflow cannot be reached or refuses.
    """
    try:
        found = client.get_registered_model(model).aliases
    except mlflow.MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        raise TrackingError(
            f"expected a registered model, found none: {model}, {get_public_uri()}; dvc repro makes one"
        ) from None
    return {alias: str(version) for alias, version in found.items()}


def _summarize(client: MlflowClient, version: Any, places: dict[str, str]) -> VersionSummary:
    tags, number = version.tags, str(version.version)
    run = client.get_run(version.run_id).data if version.run_id else None
    metrics = run.metrics if run else {}
    kind = tags.get("device_kind", "")
    latency = f"{latency_key(kind)}_median"
    names = ("tflite/accuracy", "tflite/accuracy_lower_95", "tflite/accuracy_upper_95")
    return VersionSummary(
        number=number,
        aliases=tuple(sorted(alias for alias, place in places.items() if place == number)),
        accuracy=tuple(metrics[name] for name in names) if set(names) <= set(metrics) else (),
        size_bytes=int(float(tags["size_bytes"])) if "size_bytes" in tags else None,
        latency_ms=float(tags[latency]) if latency in tags else None,
        device_kind=kind,
        data_sha256=tags.get("data_sha256", ""),
        source_commit=tags.get("source_commit", ""),
        signed=signature.TAG in tags,
        who=run.tags.get("mlflow.user", "") if run else "",
        when=datetime.fromtimestamp(version.creation_timestamp / 1000, UTC),
    )
