"""The download of a version from the registry, and the verification of its chain: tags, model and evidence.
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
from kws.core.files import sha256_of
from kws.model.manifest import MANIFEST, MODEL
from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import Evaluation
from kws.model.reports.verdict import Verdict
from kws.registry import signature
from kws.registry.tags import TAGS
from kws.registry.version import Address, Version, find
from kws.tracking.content import hash_parts
from kws.tracking.package import SPOTTER_MODEL
from kws.tracking.runs import LOCK
from kws.tracking.runtime import MlflowClient, mlflow

ADVICE = "take another version"


def fetch(client: MlflowClient, address: Address, folder: Path) -> Version:
    """Download a version into a new folder and verify its chain, and its signature if the policy requires one.

    Args:
        client: of `kws.tracking.client.connect`.
        address: of the version.
        folder: to create.

    Raises:
        TrackingError: no such version.
        EvidenceError, ModelError, FrontEndError: the chain is broken, or the signature is missing or wrong.
        ParamsError: the policy or its key cannot be read.
        MlflowException, OSError: MLflow cannot be reached or refuses; `connect` reports it.
    """
    version = collect(client, address, folder)
    key = signature.find_public_key()
    if key:
        try:
            signature.verify(version.model_folder, version.tags.get(signature.TAG), key)
        except EvidenceError as error:
            raise EvidenceError(f"{version}: {error}") from None
    return version


def collect(client: MlflowClient, address: Address, folder: Path) -> Version:
    """Download a version and verify its chain but not its signature, which it may not have yet.

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
    """Download a version's model and its run's files into its folder.

    Raises:
        MlflowException, OSError: MLflow cannot be reached or refuses.
    """
    places = {version.model_folder: model_uri, version.evidence: f"runs:/{version.run_id}/"}
    for place, uri in places.items():
        place.mkdir(parents=True)
        mlflow.artifacts.download_artifacts(artifact_uri=uri, dst_path=str(place))


def verify(version: Version, advice: str = ADVICE) -> None:
    """Verify the chain of a downloaded version, link by link.

    Args:
        version: with its files.
        advice: end of the error message: what to do about a broken link.

    Raises:
        EvidenceError, ModelError, FrontEndError: a part is missing, damaged or of another model.
    """
    for link in LINKS:
        try:
            link(version)
        except KwsError as error:
            # The folder may be a temporary one: paths in the message start at the version.
            text = str(error).replace(f"{version.folder}/", "")
            raise type(error)(f"{version}: {text}; {advice}") from None


def _check_tags_against_run(version: Version) -> None:
    for name in TAGS:
        _require_equal(f"tag {name}", version.run_tags.get(name), version.tags.get(name), f"run {version.run_id}")


def _check_model_against_tags(version: Version) -> None:
    manifest = version.manifest
    found = {
        "model_sha256": manifest.sha256,
        "front_end_sha256": manifest.front_end_spec.sha256,
        "data_sha256": manifest.data_sha256,
        "params_sha256": manifest.params_sha256,
        "source_commit": manifest.source_commit,
    }
    for name, value in found.items():
        _require_equal(name, version.tags[name], value, str(version.tflite / MANIFEST))
    for name in (MODEL, MANIFEST):
        evidence = _require_file(version.evidence / "tflite" / name)
        _require_equal("sha256", sha256_of(evidence), sha256_of(version.tflite / name), str(version.tflite / name))


def _check_verdict_against_reports(version: Version) -> None:
    reports = {name: _require_file(version.evidence / "reports" / f"{name}.json") for name in ("gate", *_JUDGED)}
    _require_equal("sha256", version.tags["verdict_sha256"], sha256_of(reports["gate"]), str(reports["gate"]))
    verdict = Verdict.read(reports["gate"])
    if not verdict.blessed:
        raise EvidenceError(f"expected the verdict of a blessed model, got another: {reports['gate']}")
    judged = {sha256_of(reports[name]) for name in _JUDGED}
    for check in verdict.checks:
        if check.file_sha256 not in judged:
            raise EvidenceError(f"expected {check.file} as it was judged, got another: {reports['gate']}")
    found = {
        "gate": verdict.model_sha256,
        "evaluation": Evaluation.read(reports["evaluation"]).model_sha256,
        "device": DeviceReport.read(reports["device"]).model_sha256,
    }
    for name, model_sha256 in found.items():
        _require_equal("model_sha256", version.manifest.sha256, model_sha256, str(reports[name]))


def _check_content_sha256(version: Version) -> None:
    """Verify the hash of the content: the run's files, and the code and requirements of the registered model."""
    evidence, model = version.evidence, version.model_folder
    files = {path.relative_to(evidence).as_posix(): path for path in evidence.rglob("*") if path.is_file()}
    files.pop(LOCK, None)
    code = model / "code"
    files |= {path.relative_to(code).as_posix(): path for path in code.rglob("*.py")}
    files[SPOTTER_MODEL.name] = _require_file(model / SPOTTER_MODEL.name)
    requirements = _require_file(model / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = hash_parts(version.manifest.data_sha256, files, requirements)
    _require_equal("content_sha256", version.tags["content_sha256"], found, "files of the run and code of the model")


_JUDGED = ("evaluation", "device")


# The links in the order in which `verify` checks them; each raises one of our errors.
LINKS: tuple[Callable[[Version], None], ...] = (
    _check_tags_against_run,
    _check_model_against_tags,
    _check_verdict_against_reports,
    _check_content_sha256,
)


def _require_file(path: Path) -> Path:
    if not path.is_file():
        raise EvidenceError(f"expected a file, found none: {path}")
    return path


def _require_equal(what: str, expected: str | None, got: str | None, where: str) -> None:
    if expected is None or expected != got:
        raise EvidenceError(f"expected {what} {str(expected)[:12]}, got {str(got)[:12]}: {where}")
