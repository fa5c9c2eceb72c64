"""One version of a registered model a content: found again, or created and given its alias."""

import tempfile
from pathlib import Path
from typing import Any

from components.register import RegisterParams
from kws.core.errors import EvidenceError, TrackingError
from kws.core.files import sha256_of
from kws.model.reports.registration import Refused, Registered
from kws.model.reports.run import RunRecord
from kws.model.reports.verdict import Verdict
from kws.registry import signature
from kws.registry.chain import collect, download, verify
from kws.registry.tags import collect_tags
from kws.registry.version import Address, Version
from kws.tracking.client import disable_retries, get_public_uri
from kws.tracking.runtime import MlflowClient, mlflow

# What MLflow's own table holds.
MAX_DESCRIPTION_LENGTH = 5000


def read_verdict(path: Path, run: RunRecord) -> Verdict:
    """The verdict that the run was tracked with.

    Raises:
        EvidenceError: no such file, damaged, or another one.
    """
    verdict = Verdict.read(path)
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


def refuse(verdict: Verdict) -> Refused:
    """The reasons why a model is not registered."""
    return Refused(False, tuple(str(check) for check in verdict.failed))


# Set last: a version that has it has been through everything, and its aliases are people's from then on.
COMPLETE = "registered_as"


def register(client: MlflowClient, run: RunRecord, params: RegisterParams, card: str) -> Registered:
    """The version of this run's model: the one that is there, else a new one with this card as its description.

    What the store holds is held to the evidence before it becomes a version. Where KWS_SIGNING_KEY names a key, the
    version is signed with it before it gets its alias.

    Raises:
        EvidenceError: the run is about something else than its file says, or its files are not what was tracked.
        TrackingError: the run is not in this store.
        ModelError, FrontEndError: the model in the store is not what was tracked.
        ParamsError: the key is none.
        MlflowException: MLflow cannot be reached or refuses.
    """
    tracked = _tracked(client, run)
    version = _version(client, params.model, run.content_sha256)
    if version is None:
        tags = collect_tags(tracked.data.tags, tracked.data.metrics)
        _examine(run, params.model, tags, tracked.data.tags)
        _ensure_model(client, params.model)
        with disable_retries():
            version = client.create_model_version(
                params.model,
                run.model_uri,
                run.run_id,
                tags,
                description=card,
                model_id=run.model_uri.removeprefix("models:/"),
            )
    _sign(client, version)
    if version.tags.get(COMPLETE) != params.alias:
        client.set_registered_model_alias(params.model, params.alias, version.version)
        client.set_model_version_tag(params.model, version.version, COMPLETE, params.alias)
    return Registered(True, params.model, str(version.version), params.alias, run.run_id, run.content_sha256)


def _sign(client: MlflowClient, version: Any) -> None:
    # Held to the evidence once more, as it lies in the registry: that is what whoever fetches it has in hand.
    key = signature.find_private_key()
    if key is None or signature.TAG in version.tags:
        return
    with tempfile.TemporaryDirectory() as folder:
        found = collect(client, Address(version.name, "/", str(version.version)), Path(folder, "version"))
        text = signature.sign(found.model_folder, key)
    client.set_model_version_tag(version.name, version.version, signature.TAG, text)


def _examine(run: RunRecord, model: str, tags: dict[str, str], run_tags: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        version = Version(model, "", run.run_id, tags, run_tags, Path(folder))
        download(version, run.model_uri)
        advice = f"mlflow runs delete --run-id {run.run_id}, then dvc repro --force --single-item track, then dvc repro"
        verify(version, advice)


def _tracked(client: MlflowClient, run: RunRecord) -> Any:
    # The MLflow Run.
    found = _run(client, run.run_id)
    if found is None or found.info.lifecycle_stage != "active":
        raise TrackingError(
            f"expected run {run.run_id}, found none or a deleted one: {get_public_uri()}; "
            "dvc repro --force --single-item track, then dvc repro"
        )
    if found.data.tags.get("content_sha256") != run.content_sha256:
        raise EvidenceError(f"expected run {run.run_id} to be about content {run.content_sha256[:12]}, got another")
    return found


def _run(client: MlflowClient, run_id: str) -> Any:
    # An MLflow Run, or None.
    try:
        return client.get_run(run_id)
    except mlflow.MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        return None


def _version(client: MlflowClient, model: str, content_sha256: str) -> Any:
    # An MLflow ModelVersion, or None.
    found = client.search_model_versions(f"name = '{model}' and tags.content_sha256 = '{content_sha256}'")
    return found[0] if found else None


def _ensure_model(client: MlflowClient, name: str) -> None:
    try:
        client.create_registered_model(name)
    except mlflow.MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
