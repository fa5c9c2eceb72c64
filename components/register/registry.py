"""One version of a registered model a content: found again, or created and given its alias."""

import tempfile
from pathlib import Path
from typing import Any

from components.kws.errors import EvidenceError, TrackingError
from components.register import RegisterParams, signature
from components.register.chain import Address, collect
from components.register.stage import Registered, version_tags
from components.track.client import public_uri
from components.track.run import TrackedRun
from components.track.runtime import MlflowClient, mlflow

# Set last: a version that has it has been through everything, and its aliases are people's from then on.
COMPLETE = "registered_as"


def register(client: MlflowClient, run: TrackedRun, params: RegisterParams, card: str) -> Registered:
    """The version of this run's model: the one that is there, else a new one with this card as its description.

    Where KWS_SIGNING_KEY names a key, the version is signed with it before it gets its alias.

    Raises:
        EvidenceError: the run is about something else than its file says.
        TrackingError: the run is not in this store.
        ModelError, FrontEndError: a version that is to be signed is not what was tracked.
        ParamsError: the key is none.
        MlflowException: MLflow cannot be reached or refuses.
    """
    tags = _tags(client, run)
    version = _version(client, params.model, run.content_sha256)
    if version is None:
        _ensure_model(client, params.model)
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
    # What is signed has been held to the evidence once more: a signature says that it passed the gate.
    key = signature.private_key()
    if key is None or signature.TAG in version.tags:
        return
    with tempfile.TemporaryDirectory() as folder:
        found = collect(client, Address(version.name, "/", str(version.version)), Path(folder, "version"))
        text = signature.sign(found.logged, key)
    client.set_model_version_tag(version.name, version.version, signature.TAG, text)


def _tags(client: MlflowClient, run: TrackedRun) -> dict[str, str]:
    found = _run(client, run.run_id)
    if found is None or found.info.lifecycle_stage != "active":
        raise TrackingError(
            f"expected run {run.run_id}, found none or a deleted one: {public_uri()}; "
            "dvc repro --force --single-item track, then dvc repro"
        )
    if found.data.tags.get("content_sha256") != run.content_sha256:
        raise EvidenceError(f"expected run {run.run_id} to be about content {run.content_sha256[:12]}, got another")
    return version_tags(found.data.tags, found.data.metrics)


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
