"""The reports of a run → a table for a person."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table

from components.kws.errors import EvidenceError
from components.kws.files import read_json

Reports = dict[str, dict[str, Any]]

NAMES = ("evaluation", "device", "gate", "run", "registration")


def workspace_reports(folder: Path) -> Reports:
    """The reports of the last `dvc repro`.

    Raises:
        EvidenceError: one is missing.
    """
    return _reports(lambda path: read_json(folder / path))


def revision_reports(rev: str) -> Reports:
    """The reports of a commit or of an experiment, by its name.

    Raises:
        EvidenceError: DVC knows no such revision, or one is missing.
    """
    # Imported here: everything else answers a second sooner.
    import dvc.api  # noqa: PLC0415
    from dvc.exceptions import DvcException  # noqa: PLC0415

    try:
        return _reports(lambda path: json.loads(dvc.api.read(path, rev=rev)))
    except (DvcException, OSError) as error:
        raise EvidenceError(f"expected reports of revision {rev}, got {error}; `dvc exp show` lists them") from None


def _reports(read: Callable[[str], dict[str, Any]]) -> Reports:
    return {name: read(f"reports/{name}.json") for name in NAMES}


def show(reports: Reports, console: Console) -> None:
    """Print the three forms, the size and latency, the verdict and where to look on."""
    evaluation, device, gate = (reports[name] for name in ("evaluation", "device", "gate"))
    outcome = "[bold green]blessed" if gate["blessed"] else "[bold red]not blessed"
    console.print(
        Group(
            _forms(evaluation),
            _checks(gate, device["kind"]),
            f"Verdict: {outcome}[/]. {_registration(reports['registration'])}",
            f"Run: {reports['run']['experiment']} / {reports['run']['run_id']} ({_where(reports['run'])})",
        )
    )


def _forms(evaluation: dict[str, Any]) -> RenderableType:
    percent = f"right at ≥ {evaluation['action_threshold']:g}"
    table = Table("form", "accuracy", "95 % interval", "errors", percent, "size", "zipped", title="Quality on the host")
    for form, quality in evaluation["forms"].items():
        sizes = evaluation["sizes"] if form == "tflite" else {}
        table.add_row(
            form,
            f"{quality['accuracy']:.2%}",
            f"{quality['accuracy_lower_95']:.2%} – {quality['accuracy_upper_95']:.2%}",
            f"{quality['errors']} of {quality['n']}",
            f"{quality['correct_above_threshold']:.2%}",
            *(f"{sizes[key]:,} B" if sizes else "" for key in ("size_bytes", "zip_bytes")),
        )
    return table


def _checks(gate: dict[str, Any], device_kind: str) -> RenderableType:
    table = Table("check", "figure", "verdict", "reason", title=f"Gate (device: {device_kind})")
    for check in gate["checks"]:
        verdict = "[green]passed" if check["passed"] else "[red]failed"
        table.add_row(check["metric"], check["bound"], verdict, check["reason"])
    return table


def _registration(registration: dict[str, Any]) -> str:
    if registration["registered"]:
        return f"Registered as {registration['model']} version {registration['version']} @{registration['alias']}."
    return "Not registered."


def _where(run: dict[str, Any]) -> str:
    uri: str = run["tracking_uri"]
    return uri if uri.startswith("http") else "make ui shows it"
