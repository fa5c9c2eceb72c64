"""The pipeline's parameters, from params.yaml and changes to it."""

import importlib
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from support.project import ROOT, default_section

from kws.core.errors import ParamsError
from kws.core.params import fill_nulls, parse
from pipelines.parameters import STAGES, read_parameters

PARAMS = ROOT / "params.yaml"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_gets_the_params_that_dvc_gives_it(stage: str) -> None:
    params = getattr(importlib.import_module(f"components.{stage}"), f"{stage.capitalize()}Params")

    travelled = fill_nulls(params, read_parameters(PARAMS)[stage])

    assert parse(params, travelled, "pipeline") == parse(params, default_section(stage), "params.yaml")


def test_no_null_travels() -> None:
    assert "null" not in str(read_parameters(PARAMS)).replace("None", "null")


def test_changes_are_values_of_yaml_at_any_depth() -> None:
    changes = [
        "train.epochs=30",
        "ingest.synthetic.takes=1",
        "ingest.words=[left, right]",
        "train.end_learning_rate=1e-6",
    ]

    sections = read_parameters(PARAMS, changes)

    assert sections["train"]["epochs"] == 30
    assert sections["ingest"]["synthetic"]["takes"] == 1
    assert sections["ingest"]["words"] == ["left", "right"]
    assert sections["train"]["end_learning_rate"] == 1e-6


@pytest.mark.parametrize(
    "change", ["train.epoch=3", "epochs=3", "train=3", "train.epochs", "deploy.pi=3", "train.epochs.more=3", "=", ""]
)
def test_a_change_of_no_key_is_refused_with_an_example(change: str) -> None:
    with pytest.raises(ParamsError, match=r"expected a key of params\.yaml and a value, like train\.epochs=30"):
        read_parameters(PARAMS, [change])


def test_a_change_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(ParamsError, match=r"--param: expected a YAML value, got '\[1': ingest\.words"):
        read_parameters(PARAMS, ["ingest.words=[1"])


def test_what_a_stage_would_refuse_is_refused_before_it_runs() -> None:
    with pytest.raises(ParamsError, match=r"section train: epochs: expected a number in \[1, 10000\], got 0"):
        read_parameters(PARAMS, ["train.epochs=0"])


def test_a_section_that_is_missing_is_named(tmp_path: Path) -> None:
    params = YAML(typ="safe").load(PARAMS)
    del params["gate"]
    YAML().dump(params, tmp_path / "params.yaml")

    with pytest.raises(ParamsError, match="expected a section gate"):
        read_parameters(tmp_path / "params.yaml")
