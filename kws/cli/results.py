"""`kws summary` and `kws gate`: the results of a run."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kws.cli import run_tables as reports
from kws.model.reports.verdict import Verdict

app = typer.Typer()


VerdictFile = Annotated[Path, typer.Option(help="The verdict that the gate stage wrote.")]


@app.command()
def summary(
    rev: Annotated[str | None, typer.Option(help="A commit or an experiment instead of the workspace.")] = None,
) -> None:
    """Show a run: accuracy of each form, sizes, latency and the verdict.

    Examples: kws summary; kws summary --rev seed
    """
    found = reports.read_revision_reports(rev) if rev else reports.read_workspace_reports(Path())
    reports.show(found, Console())


@app.command()
def gate(
    check: Annotated[bool, typer.Option("--check", help="Exit with status 1 unless the model is blessed.")] = False,
    verdict: VerdictFile = Path("reports/gate.json"),
) -> None:
    """Show the verdict of a run and its reasons.

    Example: kws gate --check && echo ship it
    """
    found = Verdict.read(verdict)
    for one in found.checks:
        print(f"{'passed' if one.passed else 'FAILED'}  {one}")
    print("blessed" if found.blessed else "not blessed")
    if check and not found.blessed:
        raise typer.Exit(1)
