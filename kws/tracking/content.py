"""The hash of a run's content: its evidence, and the code and requirements of the registered model."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kws.core.files import sha256_of, sha256_of_json
from kws.tracking.evidence import Evidence
from kws.tracking.package import SPOTTER_MODEL, list_code, list_requirements


def hash_content(evidence: Evidence) -> str:
    """Hash what goes into a run: the evidence, and the code and requirements of the registered model."""
    files = {**evidence.files, **list_code(), SPOTTER_MODEL.name: SPOTTER_MODEL}
    return hash_parts(evidence.manifest.data_sha256, files, list_requirements())


def hash_parts(data_sha256: str, files: Mapping[str, Path], packages: Sequence[str]) -> str:
    """Hash the parts of a run's content.

    Args:
        data_sha256: of the data.
        files: by their path in the run or in the model.
        packages: requirements of the model.
    """
    hashes = {name: sha256_of(path) for name, path in files.items()}
    return sha256_of_json({"data_sha256": data_sha256, "files": hashes, "requirements": list(packages)})
