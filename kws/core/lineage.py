"""The lineage of an artifact: the data and params it was made from, in `lineage.json` in its folder.

No stage reads another stage's params; a later stage finds here what it must know.
"""

import os
import subprocess
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kws.core.errors import EvidenceError
from kws.core.files import read_json, sha256_of_json, write_json

LINEAGE = "lineage.json"


@dataclass(frozen=True)
class Lineage:
    """The data and params that an artifact was made from.

    Attributes:
        labels: the words in the order of the logits.
        data_sha256: hash of the clips, as `manifest.data_sha256` computes it.
        params: the section of each stage so far, by the stage's name.
    """

    labels: tuple[str, ...]
    data_sha256: str
    params: dict[str, dict[str, Any]]

    @property
    def params_sha256(self) -> str:
        """The hash of what was done to the data, without ingest: `data_sha256` identifies the data."""
        return sha256_of_json({stage: section for stage, section in self.params.items() if stage != "ingest"})

    @property
    def sha256(self) -> str:
        """The hash of the artifact: what was done, and to which data."""
        return sha256_of_json([self.data_sha256, self.params_sha256])

    def add_stage(self, stage: str, params: Any) -> "Lineage":
        """The lineage of what `stage` makes of this artifact with its params dataclass."""
        return replace(self, params={**self.params, stage: asdict(params)})

    def write(self, folder: Path) -> None:
        """Write `lineage.json` into an artifact's folder."""
        write_json(folder / LINEAGE, self)

    @classmethod
    def read(cls, folder: Path) -> "Lineage":
        """Read `lineage.json` of an artifact's folder.

        Raises:
            EvidenceError: the file is missing or not one of ours.
        """
        document = read_json(folder / LINEAGE)
        try:
            return cls(tuple(document["labels"]), document["data_sha256"], document["params"])
        except (KeyError, TypeError):
            raise EvidenceError(f"expected labels, data_sha256 and params: {folder / LINEAGE}") from None


def source_commit() -> str:
    """The git commit of the code, with `-dirty` when tracked files differ from it.

    A container has no repository; its image sets KWS_SOURCE_COMMIT instead.
    """
    if "KWS_SOURCE_COMMIT" in os.environ:
        return os.environ["KWS_SOURCE_COMMIT"]
    command = ["git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent, check=False)
    except FileNotFoundError:  # no git
        return "unknown"
    return done.stdout.strip() or "unknown"


def versions(*packages: str) -> dict[str, str]:
    """The installed version of each package."""
    return {package: version(package) for package in packages}
