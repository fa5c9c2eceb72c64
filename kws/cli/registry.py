"""`kws models`, `fetch`, `compare`, `promote`, `rollback`, `ledger` and `registry`: the registered model."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from kws.cli.registry_tables import make_versions_table, show_comparison
from kws.cli.service import open_service
from kws.core.errors import ParamsError
from kws.core.files import replacing
from kws.registry.chain import fetch as download
from kws.registry.compare import compare as compared
from kws.registry.ledger import Entry
from kws.registry.move import (
    Proposal,
    describe_test,
    move_alias,
    open_version,
    propose_promotion,
    propose_rollback,
    read_service,
)
from kws.registry.plot import write_plot
from kws.registry.policy import Service
from kws.registry.version import Address
from kws.registry.versions import list_versions
from kws.tracking.runtime import MlflowClient

app = typer.Typer()

ClipsFolder = Annotated[
    Path, typer.Option(help="Clips of the champion's data, needed if the version was tested on other data.")
]
Accept = Annotated[
    Literal["emulated", "local"] | None,
    typer.Option(help="Accept a measurement on such a device; the waiver is recorded for good."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")]
Why = Annotated[str, typer.Option(help="The reason, for the record.")]


@app.command()
def models() -> None:
    """Show every version of the registered model, the newest first.

    Example: kws models
    """
    with open_service() as (client, service):
        Console().print(make_versions_table(service.model, list_versions(client, service.model)))


@app.command()
def fetch(
    version: Annotated[str, typer.Argument(help="A version's number or alias.")],
    folder: Annotated[Path, typer.Argument(help="Folder to create.")],
) -> None:
    """Download a version and verify its model and evidence, without running the model.

    Example: kws fetch champion served && mlflow models serve --env-manager local --model-uri served/model
    """
    with open_service() as (client, service):
        if folder.exists():
            raise ParamsError(f"expected a folder to create, got one that is there: {folder}")
        with replacing(folder) as made:
            number = download(client, Address.within(service.model, version), made).number
    print(f"{folder}: {service.model} version {number}, verified")


@app.command()
def compare(
    old: Annotated[str, typer.Argument(help="A version's number or alias.")],
    new: Annotated[str, typer.Argument(help="Number or alias of the version to compare with it.")],
    clips: ClipsFolder = Path("data/clips"),
    plot: Annotated[Path, typer.Option(help="PNG file to write.")] = Path("reports/comparison.png"),
) -> None:
    """Compare two versions on the test clips of the first.

    Lists the clips whose answer changed, and tests whether that is more than chance (McNemar's exact test).

    Examples: kws compare champion challenger; kws compare 1 3 --plot one_to_three.png
    """
    with (
        open_service() as (client, service),
        open_version(client, service.model, old) as a,
        open_version(client, service.model, new) as b,
    ):
        comparison = compared(a, b, clips)
        names = f"version {a.number}", f"version {b.number}"
        write_plot(comparison, *names, plot)
        show_comparison(comparison, *names, Console())
    print(plot)


@app.command()
def promote(
    version: Annotated[str | None, typer.Argument(help="Its number; by default the challenger.")] = None,
    accept: Accept = None,
    why: Why = "",
    clips: ClipsFolder = Path("data/clips"),
    dry_run: DryRun = False,
) -> None:
    """Promote a version to champion, or list the rules that it fails.

    The rules are in mlflow/registry.yaml.

    Exit status: 0 if the version is in service, 1 if a rule is not met, 2 on an error or if somebody else was faster.

    Examples: kws promote --dry-run; kws promote --accept local --why "first model"; kws promote 3
    """
    with open_service() as (client, service):
        proposal = propose_promotion(client, service, version, accept, clips)
        moved = _decide(client, service, proposal, why, dry_run)
    if not moved:
        raise typer.Exit(1)


@app.command()
def rollback(
    version: Annotated[str | None, typer.Argument(help="Its number; by default the one before.")] = None,
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Return to an earlier champion, after verifying it again.

    Exit status: as for kws promote.

    Examples: kws rollback --why "hears music as up"; kws rollback 2
    """
    with open_service() as (client, service):
        moved = _decide(client, service, propose_rollback(client, service, version), why, dry_run)
    if not moved:
        raise typer.Exit(1)


@app.command()
def ledger() -> None:
    """List every promotion and rollback, and verify the chain of records.

    Exit status 1 if there is a problem.

    Example: kws ledger
    """
    with open_service() as (client, service):
        found, champion = read_service(client, service)
        alias_problem = found.check_alias(service.model, service.policy.alias, champion)
    for number, entry in enumerate(found.chain, 1):
        _print_entry(number, entry)
    for run_id in found.pending_runs:
        print(f"begun and not made: run {run_id}")
    problems = [*found.problems, *([alias_problem] if alias_problem else [])]
    for problem in problems:
        print(f"PROBLEM  {problem}")
    head = f", the last one is {found.last.sha256}" if found.last else ""
    print(f"{len(found.chain)} records{head}; {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    if problems:
        raise typer.Exit(1)


def _decide(client: MlflowClient, service: Service, proposal: Proposal, why: str, dry_run: bool) -> bool:
    """Move the alias, or print the rules that forbid it; returns whether the version is or would be in service."""

    name = f"{service.model} version {proposal.version}"
    if proposal.paired_test:
        print(f"compared with version {proposal.champion}: {describe_test(proposal.paired_test)}")
    for rule in proposal.failures:
        print(f"UNMET  {rule}")
    if proposal.failures:
        print(f"not moved: {name} does not meet {len(proposal.failures)} of the rules")
        return False
    unfinished = proposal.ledger.find_unfinished(proposal.move, service.model, service.policy.alias, proposal.version)
    if proposal.version == proposal.champion and not unfinished:
        print(f"{name} is {service.policy.alias} already")
        return True
    waived = f" ({proposal.waiver})" if proposal.waiver else ""
    move = f"{service.policy.alias}: version {proposal.champion or 'none'} → {proposal.version}{waived}"
    if dry_run:
        print(f"would move {move}")
        return True
    record = move_alias(client, service, proposal, why)
    print(f"moved {move}; record {record.sha256[:12]}")
    return True


def _print_entry(number: int, entry: Entry) -> None:
    record = entry.record
    print(
        f"{number}  {record.when}  {record.who}  {record.move}  {record.model}  {record.alias}: "
        f"{record.came_from or 'none'} → {record.went_to}  record {entry.sha256[:12]}"
    )
    details = {
        "why": record.why,
        "compared": record.comparison,
        "waiver": record.waiver,
        "model": record.model_sha256[:12],
        "evidence": record.content_sha256[:12],
        "verdict": record.verdict_sha256[:12],
    }
    for name, value in details.items():
        if value:
            print(f"   {name}: {value}")
