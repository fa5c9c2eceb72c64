"""The pipeline's parameters: one dictionary per stage, from params.yaml, mlflow/registry.yaml and --param."""

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from components.ingest import IngestParams
from kws.core.errors import ParamsError
from kws.core.params import fill_nulls, parse
from kws.core.yaml import read_section
from kws.registry.policy import REGISTRY

STAGES = (
    "ingest",
    "preprocess",
    "train",
    "prune",
    "convert",
    "evaluate",
    "validate",
    "gate",
    "track",
    "register",
)

Sections = dict[str, dict[str, Any]]


def read_parameters(path: Path, changes: Iterable[str] = ()) -> Sections:
    """Read and check every stage's section; leaves out nulls, which Kubeflow cannot pass.

    Args:
        path: params.yaml.
        changes: such as `train.epochs=30`; the value is YAML.

    Raises:
        ParamsError: a file or section is missing, or a stage refuses a value.
    """
    sections = {stage: read_section(_file(path, stage), stage) for stage in STAGES}
    for change in changes:
        _change(sections, change)
    for stage, values in sections.items():
        params = getattr(importlib.import_module(f"components.{stage}"), f"{stage.capitalize()}Params")
        parse(params, values, f"{_file(path, stage)}, section {stage}")
    return {stage: _without_nulls(values) for stage, values in sections.items()}


def _file(path: Path, stage: str) -> Path:
    return REGISTRY if stage == "register" else path


def pins_data(sections: Sections) -> bool:
    """Whether the ingest section pins its recordings, so that they cannot change."""
    return parse(IngestParams, fill_nulls(IngestParams, sections["ingest"]), "ingest").pins_data


def _change(sections: Sections, change: str) -> None:
    name, sign, text = change.partition("=")
    *folders, key = name.split(".")
    place: Any = sections
    for folder in folders:
        place = place.get(folder) if isinstance(place, dict) else None
    if not sign or not folders or not isinstance(place, dict) or key not in place:
        raise ParamsError(f"--param: expected a key of params.yaml and a value, like train.epochs=30, got {change!r}")
    try:
        place[key] = YAML(typ="safe").load(text)
    except YAMLError:
        raise ParamsError(f"--param: expected a YAML value, got {text!r}: {name}") from None


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return value
