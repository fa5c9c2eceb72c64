"""What an artifact is made of, in a `lineage.json` that travels in its folder.

No stage reads another stage's params; what a later one must know stands here.
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
    """Where an artifact comes from.

    Attributes:
        labels: the words in the order of the logits.
        data_sha256: of the clips, as `manifest.data_sha256`.
        params: the section of each stage so far, by the stage's word.
    """

    labels: tuple[str, ...]
    data_sha256: str
    params: dict[str, dict[str, Any]]

    @property
    def params_sha256(self) -> str:
        """One hash for what was done to the data; where they came from is `data_sha256`'s part."""
        return sha256_of_json({stage: section for stage, section in self.params.items() if stage != "ingest"})

    @property
    def sha256(self) -> str:
        """One hash for the artifact itself: what was done, and to which data."""
        return sha256_of_json([self.data_sha256, self.params_sha256])

    def after(self, stage: str, params: Any) -> "Lineage":
        """The lineage of what `stage` makes of this, with its params dataclass."""
        return replace(self, params={**self.params, stage: asdict(params)})

    def write(self, folder: Path) -> None:
        """Write `lineage.json` into an artifact's folder."""
        write_json(folder / LINEAGE, self)

    @classmethod
    def read(cls, folder: Path) -> "Lineage":
        """Read `lineage.json` of an artifact's folder.

        Raises:
            EvidenceError: no such file, or not one of ours.
        """
        document = read_json(folder / LINEAGE)
        try:
            return cls(tuple(document["labels"]), document["data_sha256"], document["params"])
        except (KeyError, TypeError):
            raise EvidenceError(f"expected labels, data_sha256 and params: {folder / LINEAGE}") from None


def source_commit() -> str:
    """The git commit of the code, with `-dirty` when tracked files differ from it.

    A container has no repository: there it is in the environment as KWS_SOURCE_COMMIT.
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
