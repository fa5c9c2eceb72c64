"""The benchmark of the stages, on a small archive."""

import os
import sys
from pathlib import Path

import pytest
from support.project import needs_archive

from benchmarks.stages import main
from benchmarks.workflow import stages
from kws.core.files import read_json

FEW = [
    "ingest.max_clips_per_word={training: 20, validation: 10, test: 20}",
    "preprocess.augmentation.copies=1",
    "train.branches=1",
    "train.epochs=1",
    "prune.epochs=1",
    "validate.window_s=0.1",
    "validate.max_spread=10",
]


@pytest.mark.slow
@needs_archive
def test_every_stage_runs_and_has_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = [flag for setting in FEW for flag in ("--set", setting)]
    output = tmp_path / "stages.json"
    monkeypatch.setattr(
        sys, "argv", ["stages", "--archive", os.environ["SPEECH_COMMANDS"], *settings, "--output", str(output)]
    )

    main()

    assert [row["stage"] for row in read_json(output)["rows"]] == [*stages(), "together"]
