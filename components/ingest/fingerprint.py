"""The fingerprint of a source of recordings, which changes with what the source holds.

In:  the source that the params name.
Out: --fingerprint, a JSON file that DVC compares on every `dvc repro`: ingest runs only if it has changed.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from components.ingest import IngestParams
from components.ingest.recording import SourceAwayError
from components.ingest.sources import make_source
from kws.core.checkout import locate
from kws.core.command import StageCommand, run
from kws.core.errors import EvidenceError
from kws.core.files import read_json, sha256_of_json, write_json


def main(argv: Sequence[str] | None = None) -> None:
    """Compute the fingerprint of the source and write it."""
    command = StageCommand("ingest", IngestParams, __doc__)
    command.add_output("--fingerprint", "fingerprint to write; an earlier one there is kept if the server is away")
    params, flags = command.parse(argv)
    write_json(flags.fingerprint, compute_fingerprint(params, locate(flags.fingerprint)))


def compute_fingerprint(params: IngestParams, before: Path) -> dict[str, Any]:
    """Compute the fingerprint: the expected hash in the params, else a description of what the source holds.

    Args:
        params: the params of ingest, which name the source.
        before: path of the earlier fingerprint, which is returned if the server is away.

    Raises:
        SourceError, ClipError, DatasetError: the source cannot be read, as in `Source.describe_content`.
    """
    # An earlier fingerprint of another source must not be used.
    place_sha256 = sha256_of_json([params.source, params.archive, asdict(params.dvc)])
    try:
        content = params.pin or make_source(params).describe_content()
    except SourceAwayError as error:
        if (earlier := _read_earlier(before)).get("place_sha256") != place_sha256:
            raise
        print(f"{error}: taken as before", file=sys.stderr)
        return earlier
    return {"source": params.source, "place_sha256": place_sha256, "content": content}


def _read_earlier(before: Path) -> dict[str, Any]:
    try:
        return read_json(before)
    except EvidenceError:
        return {}


if __name__ == "__main__":
    run(main)
