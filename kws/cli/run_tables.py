"""The reports of a run → a table for a person."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table

from kws.core.errors import EvidenceError
from kws.core.files import read_json
from kws.model.reports import MEASURED, MODELLED, latency_key

Reports = dict[str, dict[str, Any]]

LATENCIES = {MEASURED: "Latency", MODELLED: "Latency, modelled from instructions,"}
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
            _latency(device),
            _checks(gate),
            f"Verdict: {outcome}[/]. {_registration(reports['registration'])}",
            f"Run: {reports['run']['experiment']} / {reports['run']['run_id']} ({_where(reports['run'])})",
        )
    )


def _forms(evaluation: dict[str, Any]) -> RenderableType:
    sizes = evaluation["sizes"]
    title = f"Quality on the host; acted on from a probability of {evaluation['action_threshold']:g}"
    heard = evaluation["background"]["all"]
    caption = (
        f"model.tflite: {sizes['size_bytes']:,} bytes, {sizes['zip_bytes']:,} zipped\n"
        f"Without a word: {heard['accepts']} false accepts in {heard['exposure_s'] / 60:.0f} minutes, "
        f"at most {heard['per_hour_upper_95']:.1f} an hour"
    )
    table = Table("form", "accuracy", "95 % interval", "errors", "right and acted on", title=title, caption=caption)
    for form, quality in evaluation["forms"].items():
        table.add_row(
            form,
            f"{quality['accuracy']:.2%}",
            f"{quality['accuracy_lower_95']:.2%} – {quality['accuracy_upper_95']:.2%}",
            f"{quality['errors']} of {quality['n']}",
            f"{quality['correct_above_threshold']:.2%}",
        )
    return table


def _latency(device: dict[str, Any]) -> RenderableType:
    key = latency_key(device["kind"])
    title = f"{LATENCIES[key]} of a clip on {device['device']['model']} ({device['kind']}), ms"
    table = Table("part", "median", "p90", "p95", "p99", "max", title=title)
    for part, quantiles in device[key].items():
        table.add_row(part, *(f"{quantiles[name]:.3f}" for name in ("median", "p90", "p95", "p99", "max")))
    return table


def _checks(gate: dict[str, Any]) -> RenderableType:
    table = Table("check", "figure", "verdict", "reason", title="Gate")
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
