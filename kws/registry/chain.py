"""An address in the registry → a version's model and evidence in a folder, held to one another before any use.

tags of the version = tags of its run
    │ model_sha256, front_end_sha256, data_sha256, params_sha256, source_commit
    ├── model.json ── sha256 ── model.tflite, the same in the registered model and in the run
    │ verdict_sha256
    ├── gate.json, blessed ── file_sha256 ── evaluation.json, device.json, of the same model
    │ content_sha256
    └── every file of the run, and the registered model's code and requirements
"""

from collections.abc import Callable
from pathlib import Path

from kws.core.errors import EvidenceError, KwsError
from kws.core.files import read_json, sha256_of
from kws.model.manifest import MANIFEST, MODEL
from kws.registry import signature
from kws.registry.tags import TAGS
from kws.registry.version import Address, Version, find
from kws.tracking.content import content_sha256_of
from kws.tracking.package import SPOTTER_MODEL
from kws.tracking.runs import LOCK
from kws.tracking.runtime import MlflowClient, mlflow

ANOTHER = "take another version"


def fetch(client: MlflowClient, address: Address, folder: Path) -> Version:
    """Download a version into a new folder and verify its chain, and its signature where the policy asks for one.

    Args:
        client: of `kws.tracking.client.connected`.
        address: of the version.
        folder: to create.

    Raises:
        TrackingError: there is no such version.
        EvidenceError, ModelError, FrontEndError: the chain is broken, or the signature is missing or another.
        ParamsError: the policy or its key is none.
        MlflowException, OSError: MLflow cannot be reached or refuses, for `connected` to say.
    """
    version = collect(client, address, folder)
    key = signature.public_key()
    if key:
        try:
            signature.verify(version.logged, version.tags.get(signature.TAG), key)
        except EvidenceError as error:
            raise EvidenceError(f"{version}: {error}") from None
    return version


def collect(client: MlflowClient, address: Address, folder: Path) -> Version:
    """Download a version and verify its chain, signed or not: for whoever is about to sign it.

    Raises:
        TrackingError, EvidenceError, ModelError, FrontEndError, MlflowException, OSError: as `fetch`.
    """
    found = find(client, address)
    run = client.get_run(found.run_id)
    if run.info.lifecycle_stage != "active":
        raise EvidenceError(f"{address}: expected a run in the store, got a deleted one: {found.run_id}")
    version = Version(found.name, str(found.version), found.run_id, found.tags, run.data.tags, folder)
    download(version, f"models:/{found.name}/{found.version}")
    verify(version)
    return version


def download(version: Version, model_uri: str) -> None:
    """Download a version's model and its run's files to where it says that they are.

    Raises:
        MlflowException, OSError: MLflow cannot be reached or refuses.
    """
    places = {version.logged: model_uri, version.evidence: f"runs:/{version.run_id}/"}
    for place, uri in places.items():
        place.mkdir(parents=True)
        mlflow.artifacts.download_artifacts(artifact_uri=uri, dst_path=str(place))


def verify(version: Version, advice: str = ANOTHER) -> None:
    """Hold a fetched version's parts to one another, the links of the chain one by one.

    Args:
        version: and where it lies.
        advice: what to do when a link is broken.

    Raises:
        EvidenceError, ModelError, FrontEndError: a part is missing, damaged or of another model.
    """
    for link in LINKS:
        try:
            link(version)
        except KwsError as error:
            # Files are named from the version on: where they lie for the moment says nothing.
            text = str(error).replace(f"{version.folder}/", "")
            raise type(error)(f"{version}: {text}; {advice}") from None


def _the_version_says_what_its_run_says(version: Version) -> None:
    for name in TAGS:
        _hold(f"tag {name}", version.run_tags.get(name), version.tags.get(name), f"run {version.run_id}")


def _the_model_is_what_the_version_says(version: Version) -> None:
    manifest = version.manifest
    found = {
        "model_sha256": manifest.sha256,
        "front_end_sha256": manifest.front_end_spec.sha256,
        "data_sha256": manifest.data_sha256,
        "params_sha256": manifest.params_sha256,
        "source_commit": manifest.source_commit,
    }
    for name, value in found.items():
        _hold(name, version.tags[name], value, str(version.tflite / MANIFEST))
    for name in (MODEL, MANIFEST):
        evidence = _present(version.evidence / "tflite" / name)
        _hold("sha256", sha256_of(evidence), sha256_of(version.tflite / name), str(version.tflite / name))


def _the_model_is_blessed_on_its_evidence(version: Version) -> None:
    reports = {name: _present(version.evidence / "reports" / f"{name}.json") for name in ("gate", *_JUDGED)}
    _hold("sha256", version.tags["verdict_sha256"], sha256_of(reports["gate"]), str(reports["gate"]))
    verdict = read_json(reports["gate"])
    checks = verdict.get("checks")
    if verdict.get("blessed") is not True or not checks or not all(check.get("passed") is True for check in checks):
        raise EvidenceError(f"expected the verdict of a blessed model, got another: {reports['gate']}")
    judged = {sha256_of(reports[name]) for name in _JUDGED}
    for check in checks:
        if check.get("file_sha256") not in judged:
            raise EvidenceError(f"expected {check.get('file')} as it was judged, got another: {reports['gate']}")
    for path in reports.values():
        _hold("model_sha256", version.manifest.sha256, read_json(path).get("model_sha256"), str(path))


def _nothing_else_has_changed(version: Version) -> None:
    """The hash of all that the run was about: its files, and the code and packages of the registered model."""
    evidence, model = version.evidence, version.logged
    files = {path.relative_to(evidence).as_posix(): path for path in evidence.rglob("*") if path.is_file()}
    files.pop(LOCK, None)
    code = model / "code"
    files |= {path.relative_to(code).as_posix(): path for path in code.rglob("*.py")}
    files[SPOTTER_MODEL.name] = _present(model / SPOTTER_MODEL.name)
    requirements = _present(model / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = content_sha256_of(version.manifest.data_sha256, files, requirements)
    _hold("content_sha256", version.tags["content_sha256"], found, "files of the run and code of the model")


_JUDGED = ("evaluation", "device")


# What verify asks, in this order; each raises one of our errors.
LINKS: tuple[Callable[[Version], None], ...] = (
    _the_version_says_what_its_run_says,
    _the_model_is_what_the_version_says,
    _the_model_is_blessed_on_its_evidence,
    _nothing_else_has_changed,
)


def _present(path: Path) -> Path:
    if not path.is_file():
        raise EvidenceError(f"expected a file, found none: {path}")
    return path


def _hold(what: str, expected: str | None, got: str | None, where: str) -> None:
    if expected is None or expected != got:
        raise EvidenceError(f"expected {what} {str(expected)[:12]}, got {str(got)[:12]}: {where}")
