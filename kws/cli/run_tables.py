"""Tables of a run's reports for the terminal."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table

from kws.core.errors import EvidenceError
from kws.core.files import read_json
from kws.model.reports.device import MEASURED, MODELLED, DeviceReport
from kws.model.reports.evaluation import Evaluation
from kws.model.reports.registration import Registered, Registration, parse_registration
from kws.model.reports.run import RunRecord
from kws.model.reports.verdict import Verdict


@dataclass(frozen=True)
class RunReports:
    """The reports of a run that a terminal shows."""

    evaluation: Evaluation
    device: DeviceReport
    verdict: Verdict
    run: RunRecord
    registration: Registration


NAMES = ("evaluation", "device", "gate", "run", "registration")
LATENCIES = {MEASURED: "Latency", MODELLED: "Latency, modelled from instructions,"}


def read_workspace_reports(folder: Path) -> RunReports:
    """Read the reports of the last `dvc repro`.

    Raises:
        EvidenceError: a report is missing or damaged.
    """
    return _parse_reports(lambda path: read_json(folder / path))


def read_revision_reports(rev: str) -> RunReports:
    """Read the reports of a commit, or of an experiment by its name.

    Raises:
        EvidenceError: the revision is unknown to DVC, or a report is missing or damaged.
    """
    # Imported here because DVC takes a second to import.
    import dvc.api  # noqa: PLC0415
    from dvc.exceptions import DvcException  # noqa: PLC0415

    try:
        return _parse_reports(lambda path: json.loads(dvc.api.read(path, rev=rev)))
    except (DvcException, OSError, ValueError) as error:
        raise EvidenceError(f"expected reports of revision {rev}, got {error}; `dvc exp show` lists them") from None


def _parse_reports(read: Callable[[str], dict[str, Any]]) -> RunReports:
    evaluation, device, gate, run, registration = (f"reports/{name}.json" for name in NAMES)
    return RunReports(
        evaluation=Evaluation.from_document(read(evaluation), evaluation),
        device=DeviceReport.from_document(read(device), device),
        verdict=Verdict.from_document(read(gate), gate),
        run=RunRecord.from_document(read(run), run),
        registration=parse_registration(read(registration), registration),
    )


def show(reports: RunReports, console: Console) -> None:
    """Print accuracy per form, size, latency, the verdict and where the run is recorded."""
    outcome = "[bold green]blessed" if reports.verdict.blessed else "[bold red]not blessed"
    console.print(
        Group(
            _forms(reports.evaluation),
            _latency(reports.device),
            _checks(reports.verdict),
            f"Verdict: {outcome}[/]. {_registration(reports.registration)}",
            f"Run: {reports.run.experiment} / {reports.run.run_id} ({_where(reports.run)})",
        )
    )


def _forms(evaluation: Evaluation) -> RenderableType:
    sizes, heard = evaluation.sizes, evaluation.all_background
    title = f"Quality on the host; acted on from a probability of {evaluation.action_threshold:g}"
    caption = (
        f"model.tflite: {sizes.size_bytes:,} bytes, {sizes.zip_bytes:,} zipped\n"
        f"Without a word: {heard.accepts} false accepts in {heard.exposure_s / 60:.0f} minutes, "
        f"at most {heard.per_hour_upper_95:.1f} an hour"
    )
    table = Table("form", "accuracy", "95 % interval", "errors", "right and acted on", title=title, caption=caption)
    for form, quality in evaluation.forms.items():
        table.add_row(
            form,
            f"{quality.accuracy:.2%}",
            f"{quality.accuracy_lower_95:.2%} – {quality.accuracy_upper_95:.2%}",
            f"{quality.errors} of {quality.n}",
            f"{quality.correct_above_threshold:.2%}",
        )
    return table


def _latency(device: DeviceReport) -> RenderableType:
    title = f"{LATENCIES[device.latency_key]} of a clip on {device.device.model} ({device.kind}), ms"
    table = Table("part", "median", "p90", "p95", "p99", "max", title=title)
    for part, quantiles in asdict(device.latency).items():
        table.add_row(part, *(f"{quantiles[name]:.3f}" for name in ("median", "p90", "p95", "p99", "max")))
    return table


def _checks(gate: Verdict) -> RenderableType:
    table = Table("check", "figure", "verdict", "reason", title="Gate")
    for check in gate.checks:
        outcome = "[green]passed" if check.passed else "[red]failed"
        table.add_row(check.metric, check.bound, outcome, check.reason)
    return table


def _registration(registration: Registration) -> str:
    if isinstance(registration, Registered):
        return f"Registered as {registration.model} version {registration.version} @{registration.alias}."
    return "Not registered."


def _where(run: RunRecord) -> str:
    return run.tracking_uri if run.tracking_uri.startswith("http") else "make ui shows it"
