"""A source of recordings → its fingerprint, which changes with what the source holds.

In:  what `source` of the params names.
Out: --fingerprint, a JSON file that DVC compares on every `dvc repro`: while it stands, ingest has nothing to do.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from components.ingest import IngestParams
from components.ingest.recording import SourceAwayError
from components.ingest.sources import source_of
from kws.core.checkout import locate
from kws.core.command import StageCommand, run
from kws.core.errors import EvidenceError
from kws.core.files import read_json, sha256_of_json, write_json


def main(argv: Sequence[str] | None = None) -> None:
    """Look at the source, write its fingerprint."""
    command = StageCommand("ingest", IngestParams, __doc__)
    command.add_output("--fingerprint", "fingerprint to write; an earlier one there is kept if the server is away")
    params, flags = command.parse(argv)
    write_json(flags.fingerprint, fingerprint(params, locate(flags.fingerprint)))


def fingerprint(params: IngestParams, before: Path) -> dict[str, Any]:
    """What the source holds: the hash that the params hold it to, else what it says itself.

    Args:
        params: name the source.
        before: the fingerprint of the last time, if there is one.

    Raises:
        SourceError, ClipError, DatasetError: the source cannot be read, as `Source.content`.
    """
    # A fingerprint of another source must not stand in for one that is away.
    place_sha256 = sha256_of_json([params.source, params.archive, asdict(params.dvc)])
    try:
        content = params.pin or source_of(params).content()
    except SourceAwayError as error:
        if (earlier := _earlier(before)).get("place_sha256") != place_sha256:
            raise
        print(f"{error}: taken as before", file=sys.stderr)
        return earlier
    return {"source": params.source, "place_sha256": place_sha256, "content": content}


def _earlier(before: Path) -> dict[str, Any]:
    try:
        return read_json(before)
    except EvidenceError:
        return {}


if __name__ == "__main__":
    run(main)
