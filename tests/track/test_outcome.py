"""The page with the outcome of a Kubeflow run."""

import json
from pathlib import Path

import pytest

from components.track.outcome import main
from kws.core.errors import EvidenceError


def outcome(folder: Path, status: object) -> str:
    main(["--status", json.dumps(status), "--outcome", str(folder / "outcome.md")])
    return (folder / "outcome.md").read_text()


def test_a_run_that_ended_well_says_so(tmp_path: Path) -> None:
    assert outcome(tmp_path, {"state": "SUCCEEDED", "error": {}}) == "# SUCCEEDED\n"


def test_a_run_that_failed_says_why(tmp_path: Path) -> None:
    text = outcome(tmp_path, {"state": "FAILED", "error": {"code": 9, "message": "train failed"}})

    assert text == "# FAILED\n\ntrain failed\n"


@pytest.mark.parametrize("status", [None, [], {}, {"error": {}}, {"state": "FAILED", "error": "train failed"}])
def test_what_is_no_status_is_refused(tmp_path: Path, status: object) -> None:
    with pytest.raises(EvidenceError, match="--status: expected a final status"):
        outcome(tmp_path, status)
