"""docs/reference/contracts.md names every field of every report, and no other."""

import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from support.project import ROOT

from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import Evaluation
from kws.model.reports.history import Epoch
from kws.model.reports.registration import Refused, Registered
from kws.model.reports.report import Report
from kws.model.reports.run import RunRecord
from kws.model.reports.verdict import Verdict

PAGE = (ROOT / "docs" / "reference" / "contracts.md").read_text(encoding="utf-8")
SECTIONS = dict(part.split("\n", 1) for part in PAGE.split("\n## ")[1:])
TYPES: dict[str, tuple[type, ...]] = {
    "`models/{float,pruned}/history.csv`": (Epoch,),
    "`reports/evaluation.json`": (Evaluation,),
    "`reports/device.json`": (DeviceReport,),
    "`reports/gate.json`": (Verdict,),
    "`reports/run.json`": (RunRecord,),
    "`reports/registration.json`": (Registered, Refused),
}


def names_on_page(section: str) -> set[str]:
    """The names in the first columns of a section's tables: of a path such as `checks[].file` every key."""
    cells = re.findall(r"^\|([^|]+)\|", SECTIONS[section], re.MULTILINE)
    paths = [path for cell in cells for path in re.findall(r"`([^`]+)`", cell)]
    return {key.removesuffix("[]") for path in paths for key in path.split(".") if not key.startswith("<")}


def names_of(cls: type) -> set[str]:
    """The fields of a dataclass and of those in it."""
    hints = typing.get_type_hints(cls)
    inner = {name for field in fields(cls) for found in dataclasses_in(hints[field.name]) for name in names_of(found)}
    return {field.name for field in fields(cls)} | inner


def dataclasses_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from dataclasses_in(argument)


@pytest.mark.parametrize("section", TYPES)
def test_the_page_names_every_field_and_no_other(section: str) -> None:
    assert names_on_page(section) == {name for cls in TYPES[section] for name in names_of(cls)}


def test_every_report_is_on_the_page() -> None:
    assert set(Report.__subclasses__()) <= {cls for types in TYPES.values() for cls in types}


def test_of_a_path_every_key_counts() -> None:
    assert {"checks", "metric", "file_sha256"} <= names_on_page("`reports/gate.json`")
