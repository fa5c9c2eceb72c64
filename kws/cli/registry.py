"""`kws models`, `compare`, `promote`, `rollback`, `ledger`, `registry`, `webhook`: what is in service, and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from components.register import RegisterParams
from kws.cli.registry_tables import show_comparison, versions_table
from kws.core.errors import ParamsError
from kws.core.files import replacing
from kws.core.params import parse
from kws.core.yaml import section
from kws.registry.chain import fetch as download
from kws.registry.compare import compare as compared
from kws.registry.copy import copy as copied
from kws.registry.ledger import Entry
from kws.registry.move import Proposal, fetched, in_words, make, propose, recall, standing
from kws.registry.plot import write_plot
from kws.registry.policy import REGISTRY, Post, PromoteParams
from kws.registry.version import Address
from kws.registry.versions import rows
from kws.tracking.client import connected, without_password
from kws.tracking.runtime import MlflowClient

app = typer.Typer()


store_app = typer.Typer(no_args_is_help=True, help="The registry as a whole.")


app.add_typer(store_app, name="registry")


ADVICE = "nothing was lost: when MLflow answers again, the same command finishes the job"


ClipsFolder = Annotated[Path, typer.Option(help="The champion's data, if the version was tested on other data.")]


Accept = Annotated[
    Literal["emulated", "local"] | None,
    typer.Option(help="Take the measurement of such a device for enough; stands on record for good."),
]


DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and move nothing.")]


Why = Annotated[str, typer.Option(help="The reason, for the record.")]


@contextmanager
def _at_post(advice: str = ADVICE) -> Iterator[tuple["MlflowClient", "Post"]]:

    register = parse(RegisterParams, section(REGISTRY, "register"), f"{REGISTRY}, section register")
    promote = parse(PromoteParams, section(REGISTRY, "promote"), f"{REGISTRY}, section promote")
    with connected(advice) as client:
        yield client, Post(register.model, register.alias, promote)


@app.command()
def models() -> None:
    """Show every version of the registered model, the newest first.

    Example: kws models
    """

    with _at_post() as (client, post):
        Console().print(versions_table(post.model, rows(client, post.model)))


@app.command()
def fetch(
    version: Annotated[str, typer.Argument(help="A version's number or alias.")],
    folder: Annotated[Path, typer.Argument(help="Folder to create.")],
) -> None:
    """Download a version and verify its model and evidence, without running any.

    Example: kws fetch champion served && mlflow models serve --env-manager local --model-uri served/model
    """

    with _at_post() as (client, post):
        if folder.exists():
            raise ParamsError(f"expected a folder to create, got one that is there: {folder}")
        with replacing(folder) as made:
            number = download(client, Address.within(post.model, version), made).number
    print(f"{folder}: {post.model} version {number}, verified")


@app.command()
def compare(
    old: Annotated[str, typer.Argument(help="A version's number or alias.")],
    new: Annotated[str, typer.Argument(help="Another one's.")],
    clips: ClipsFolder = Path("data/clips"),
    plot: Annotated[Path, typer.Option(help="PNG file to write.")] = Path("reports/comparison.png"),
) -> None:
    """Compare two versions on the test clips of the first.

    The clips that changed, and whether that is more than chance (McNemar's exact test).

    Examples: kws compare champion challenger; kws compare 1 3 --plot one_to_three.png
    """

    with _at_post() as (client, post), fetched(client, post.model, old) as a, fetched(client, post.model, new) as b:
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

    Exit status: 0 it is in service, 1 a rule is not met, 2 it could not be asked or somebody was faster.

    Examples: kws promote --dry-run; kws promote --accept local --why "first model"; kws promote 3
    """

    with _at_post() as (client, post):
        proposal = propose(client, post, version, accept, clips)
        moved = _decide(client, post, proposal, why, dry_run)
    if not moved:
        raise typer.Exit(1)


@app.command()
def rollback(
    version: Annotated[str | None, typer.Argument(help="Its number; by default the one before.")] = None,
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Return to an earlier champion, after verifying it again.

    Exit status: as of kws promote.

    Examples: kws rollback --why "hears music as up"; kws rollback 2
    """

    with _at_post() as (client, post):
        moved = _decide(client, post, recall(client, post, version), why, dry_run)
    if not moved:
        raise typer.Exit(1)


@app.command()
def ledger() -> None:
    """List every promotion and rollback, and verify the chain of records.

    Exit status 1 if something is wrong with it.

    Example: kws ledger
    """

    with _at_post() as (client, post):
        found, holder = standing(client, post)
        displaced = found.displaced(post.model, post.params.alias, holder)
    for number, entry in enumerate(found.chain, 1):
        _print_entry(number, entry)
    for run_id in found.pending:
        print(f"begun and not made: run {run_id}")
    problems = [*found.problems, *([displaced] if displaced else [])]
    for problem in problems:
        print(f"PROBLEM  {problem}")
    head = f", the last one is {found.last.sha256}" if found.last else ""
    print(f"{len(found.chain)} records{head}; {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    if problems:
        raise typer.Exit(1)


@store_app.command()
def copy(to: Annotated[str, typer.Option(help="Address of an MLflow server.")]) -> None:
    """Take the registered model along to a server: versions, tags, aliases, artifacts and the ledger.

    A copy that was interrupted goes on where it was. The server's account is MLFLOW_TRACKING_USERNAME and _PASSWORD.

    Example: kws registry copy --to https://mlflow.example.org
    """

    place = without_password(to, to)
    with _at_post(f"copying to {place}: the same command goes on where it was") as (client, post):
        if place != to or not to.startswith(("http://", "https://")):
            raise ParamsError(
                f"--to: expected the address of a server without an account, http://… or https://…, got {place}; "
                "the account is MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
            )
        numbers = copied(client, MlflowClient(to), post.model, post.params.ledger)
    print(f"{post.model}: versions {', '.join(numbers)} and the ledger {post.params.ledger} are at {place}")


def _decide(client: "MlflowClient", post: "Post", proposal: "Proposal", why: str, dry_run: bool) -> bool:
    """Make the move, unless something speaks against it; say which. Whether the version is or would be in service."""

    name = f"{post.model} version {proposal.version}"
    if proposal.paired:
        print(f"compared with version {proposal.holder}: {in_words(proposal.paired)}")
    for rule in proposal.unmet:
        print(f"UNMET  {rule}")
    if proposal.unmet:
        print(f"not moved: {name} does not meet {len(proposal.unmet)} of the rules")
        return False
    begun = proposal.ledger.begun(proposal.move, post.model, post.params.alias, proposal.version)
    if proposal.version == proposal.holder and not begun:
        print(f"{name} is {post.params.alias} already")
        return True
    waived = f" ({proposal.waiver})" if proposal.waiver else ""
    move = f"{post.params.alias}: version {proposal.holder or 'none'} → {proposal.version}{waived}"
    if dry_run:
        print(f"would move {move}")
        return True
    record = make(client, post, proposal, why)
    print(f"moved {move}; record {record.sha256[:12]}")
    return True


def _print_entry(number: int, entry: "Entry") -> None:
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
