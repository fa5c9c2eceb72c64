"""`kws summary`, `gate`: what came out of a run."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kws.cli import run_tables as reports
from kws.core.files import read_json

app = typer.Typer()


VerdictFile = Annotated[Path, typer.Option(help="The verdict that the gate stage wrote.")]


@app.command()
def summary(
    rev: Annotated[str | None, typer.Option(help="A commit or an experiment instead of the workspace.")] = None,
) -> None:
    """Show a run: accuracy of each form, sizes, latency and the verdict.

    Examples: kws summary; kws summary --rev seed
    """
    found = reports.revision_reports(rev) if rev else reports.workspace_reports(Path())
    reports.show(found, Console())


@app.command()
def gate(
    check: Annotated[bool, typer.Option("--check", help="Exit with status 1 unless the model is blessed.")] = False,
    verdict: VerdictFile = Path("reports/gate.json"),
) -> None:
    """Show the verdict of a run and its reasons.

    Example: kws gate --check && echo ship it
    """
    document = read_json(verdict)
    for row in document["checks"]:
        print(f"{'passed' if row['passed'] else 'FAILED'}  {row['metric']} ({row['bound']}): {row['reason']}")
    print("blessed" if document["blessed"] else "not blessed")
    if check and not document["blessed"]:
        raise typer.Exit(1)
