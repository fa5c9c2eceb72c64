"""Changes to params.yaml in the benchmarks."""

import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from benchmarks.workflow import Run, StageFailedError, changes, write_params
from kws.core.errors import ParamsError


def test_settings_become_values_of_yaml_in_their_place(tmp_path: Path) -> None:
    write_params(tmp_path, changes(["train.epochs=2", "ingest.words=[left, right]"]))

    written = YAML(typ="safe").load(tmp_path / "params.yaml")
    assert (written["train"]["epochs"], written["ingest"]["words"]) == (2, ["left", "right"])


def test_what_sets_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match=r"expected key=value, got train\.epochs"):
        changes(["train.epochs"])
    with pytest.raises(ParamsError, match=r"expected a key of params\.yaml, got train\.epoch"):
        write_params(tmp_path, changes(["train.epoch=2"]))


def test_another_command_may_run_a_stage(tmp_path: Path) -> None:
    Run("train", tmp_path, command=[sys.executable, "-c", "open('here', 'w').close()"]).wait()

    assert (tmp_path / "here").exists()


def test_a_stage_that_fails_is_named_with_its_last_words(tmp_path: Path) -> None:
    run = Run("convert", tmp_path, command=[sys.executable, "-c", "import sys; sys.exit('first\\nlast')"])

    with pytest.raises(StageFailedError, match=r"^expected convert to pass, got status 1: last$") as caught:
        run.wait()
    assert caught.value.stage == "convert"
