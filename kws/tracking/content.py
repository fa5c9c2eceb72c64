"""The content of a run: one hash for the evidence and for the code and packages of the registered model."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kws.core.files import sha256_of, sha256_of_json
from kws.tracking.evidence import Evidence
from kws.tracking.package import SPOTTER_MODEL, code, requirements


def content_sha256(evidence: Evidence) -> str:
    """One hash for all that goes into a run: the evidence, and the code and packages of the registered model."""
    files = {**evidence.files, **code(), SPOTTER_MODEL.name: SPOTTER_MODEL}
    return content_sha256_of(evidence.manifest.data_sha256, files, requirements())


def content_sha256_of(data_sha256: str, files: Mapping[str, Path], packages: Sequence[str]) -> str:
    """The same of its parts: the data's hash, the files by their path in the run or the model, and the packages."""
    hashes = {name: sha256_of(path) for name, path in files.items()}
    return sha256_of_json({"data_sha256": data_sha256, "files": hashes, "requirements": list(packages)})
