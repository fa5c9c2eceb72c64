"""Registration of a run's model: one version per content, created and given its alias, or found again."""

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

# The limit of MLflow's own table.
MAX_DESCRIPTION_LENGTH = 5000


def read_verdict(path: Path, run: RunRecord) -> Verdict:
    """Read the verdict that the run was tracked with.

    Raises:
        EvidenceError: the file is missing, damaged, or another verdict.
    """
    verdict = Verdict.read(path)
    if sha256_of(path) != run.verdict_sha256:
        raise EvidenceError(f"expected the verdict of run {run.run_id}, got another: {path}; run track")
    return verdict


def read_card(path: Path) -> str:
    """Read the model card, up to the length that MLflow's table takes.

    Raises:
        EvidenceError: the file is missing or not text.
    """
    try:
        return path.read_text(encoding="utf-8")[:MAX_DESCRIPTION_LENGTH]
    except (OSError, ValueError) as error:
        raise EvidenceError(f"expected a model card, got {error}: {path}; run track") from None


def refuse(verdict: Verdict) -> Refused:
    """Make the record of a model that is not registered, with the reason of each failed check."""
    return Refused(False, tuple(str(check) for check in verdict.failed))


# Tag that is set last: a version with it is complete, and its aliases are not moved by this stage again.
COMPLETE = "registered_as"


def register(client: MlflowClient, run: RunRecord, params: RegisterParams, card: str) -> Registered:
    """Register the model of a run, with the card as description; if there already is a version of it, return that.

    The files in the store are verified before they become a version. If KWS_SIGNING_KEY names a key, the version is
    signed with it before it gets its alias.

    Raises:
        EvidenceError: the run in the store has another content than its file says, or its files were changed.
        TrackingError: the run is not in this store.
        ModelError, FrontEndError: the model in the store was changed.
        ParamsError: KWS_SIGNING_KEY does not name a private key.
        MlflowException: MLflow cannot be reached or refuses.
    """
    tracked = _get_tracked_run(client, run)
    version = _find_version(client, params.model, run.content_sha256)
    if version is None:
        tags = collect_tags(tracked.data.tags, tracked.data.metrics)
        _verify_run(run, params.model, tags, tracked.data.tags)
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
    # Verified once more in the registry, because these are the files that are fetched later.
    key = signature.find_private_key()
    if key is None or signature.TAG in version.tags:
        return
    with tempfile.TemporaryDirectory() as folder:
        found = collect(client, Address(version.name, "/", str(version.version)), Path(folder, "version"))
        text = signature.sign(found.model_folder, key)
    client.set_model_version_tag(version.name, version.version, signature.TAG, text)


def _verify_run(run: RunRecord, model: str, tags: dict[str, str], run_tags: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        version = Version(model, "", run.run_id, tags, run_tags, Path(folder))
        download(version, run.model_uri)
        advice = f"mlflow runs delete --run-id {run.run_id}, then dvc repro --force --single-item track, then dvc repro"
        verify(version, advice)


def _get_tracked_run(client: MlflowClient, run: RunRecord) -> Any:
    # The MLflow Run.
    found = _find_run(client, run.run_id)
    if found is None or found.info.lifecycle_stage != "active":
        raise TrackingError(
            f"expected run {run.run_id}, found none or a deleted one: {get_public_uri()}; "
            "dvc repro --force --single-item track, then dvc repro"
        )
    if found.data.tags.get("content_sha256") != run.content_sha256:
        raise EvidenceError(f"expected run {run.run_id} to be about content {run.content_sha256[:12]}, got another")
    return found


def _find_run(client: MlflowClient, run_id: str) -> Any:
    # An MLflow Run, or None.
    try:
        return client.get_run(run_id)
    except mlflow.MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        return None


def _find_version(client: MlflowClient, model: str, content_sha256: str) -> Any:
    # An MLflow ModelVersion, or None.
    found = client.search_model_versions(f"name = '{model}' and tags.content_sha256 = '{content_sha256}'")
    return found[0] if found else None


def _ensure_model(client: MlflowClient, name: str) -> None:
    try:
        client.create_registered_model(name)
    except mlflow.MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
