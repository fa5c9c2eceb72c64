"""`kws models`, `compare`, `promote`, `rollback`, `ledger`, `registry`, `webhook`: what is in service, and why."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from pipelines.terminal import one_line_errors

if TYPE_CHECKING:
    from components.promote.ledger import Entry
    from components.promote.move import Post, Proposal
    from components.track.runtime import MlflowClient

app = typer.Typer()
store_app = typer.Typer(no_args_is_help=True, help="The registry as a whole.")
app.add_typer(store_app, name="registry")
webhook_app = typer.Typer(no_args_is_help=True, help="What MLflow's server calls when an alias moves.")
app.add_typer(webhook_app, name="webhook")

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
    # Imported here: MLflow takes a while.
    from components.kws.params import parse  # noqa: PLC0415
    from components.kws.yaml_file import section  # noqa: PLC0415
    from components.promote import PromoteParams  # noqa: PLC0415
    from components.promote.move import Post  # noqa: PLC0415
    from components.register import REGISTRY, RegisterParams  # noqa: PLC0415
    from components.track.client import connected  # noqa: PLC0415

    with one_line_errors():
        register = parse(RegisterParams, section(REGISTRY, "register"), f"{REGISTRY}, section register")
        promote = parse(PromoteParams, section(REGISTRY, "promote"), f"{REGISTRY}, section promote")
        with connected(advice) as client:
            yield client, Post(register.model, register.alias, promote)


@app.command()
def models() -> None:
    """Show every version of the registered model, the newest first.

    Example: kws models
    """
    from components.promote.versions import rows  # noqa: PLC0415
    from pipelines.registry_tables import versions_table  # noqa: PLC0415

    with _at_post() as (client, post):
        Console().print(versions_table(post.model, rows(client, post.model)))


@app.command()
def fetch(
    version: Annotated[str, typer.Argument(help="A version's number or alias.")],
    folder: Annotated[Path, typer.Argument(help="Folder to create.")],
) -> None:
    """Fetch a version into a folder: its model, as MLflow serves it, and its evidence; both are verified, not run.

    Example: kws fetch champion served && mlflow models serve --env-manager local --model-uri served/model
    """
    from components.kws.errors import ParamsError  # noqa: PLC0415
    from components.kws.files import replacing  # noqa: PLC0415
    from components.register.chain import Address  # noqa: PLC0415
    from components.register.chain import fetch as fetched  # noqa: PLC0415

    with _at_post() as (client, post):
        if folder.exists():
            raise ParamsError(f"expected a folder to create, got one that is there: {folder}")
        with replacing(folder) as made:
            number = fetched(client, Address.within(post.model, version), made).number
    print(f"{folder}: {post.model} version {number}, verified")


@app.command()
def compare(
    old: Annotated[str, typer.Argument(help="A version's number or alias.")],
    new: Annotated[str, typer.Argument(help="Another one's.")],
    clips: ClipsFolder = Path("data/clips"),
    plot: Annotated[Path, typer.Option(help="PNG file to write.")] = Path("reports/comparison.png"),
) -> None:
    """Compare two versions on the test clips of the first: which clips changed, and is it more than chance.

    Examples: kws compare champion challenger; kws compare 1 3 --plot one_to_three.png
    """
    from components.promote.comparison import compare as compared  # noqa: PLC0415
    from components.promote.move import fetched  # noqa: PLC0415
    from components.promote.plot import write_plot  # noqa: PLC0415
    from pipelines.registry_tables import show_comparison  # noqa: PLC0415

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
    """Put a version in service, if it meets every rule of mlflow/registry.yaml; each one that it does not is said.

    Exit status: 0 it is in service, 1 a rule is not met, 2 it could not be asked or somebody was faster.

    Examples: kws promote --dry-run; kws promote --accept local --why "first model"; kws promote 3
    """
    from components.promote.move import propose  # noqa: PLC0415

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
    """Go back to a version that was in service before; its model and evidence are verified again.

    Exit status: as of kws promote.

    Examples: kws rollback --why "hears music as up"; kws rollback 2
    """
    from components.promote.move import recall  # noqa: PLC0415

    with _at_post() as (client, post):
        moved = _decide(client, post, recall(client, post, version), why, dry_run)
    if not moved:
        raise typer.Exit(1)


@app.command()
def ledger() -> None:
    """Print every move on record and verify the chain; exit with status 1 if something is wrong with it.

    Example: kws ledger
    """
    from components.promote.move import standing  # noqa: PLC0415

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
    from components.kws.errors import ParamsError  # noqa: PLC0415
    from components.promote.copying import copy as copied  # noqa: PLC0415
    from components.track.client import without_password  # noqa: PLC0415
    from components.track.runtime import MlflowClient  # noqa: PLC0415

    place = without_password(to, to)
    with _at_post(f"copying to {place}: the same command goes on where it was") as (client, post):
        if place != to or not to.startswith(("http://", "https://")):
            raise ParamsError(
                f"--to: expected the address of a server without an account, http://… or https://…, got {place}; "
                "the account is MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
            )
        numbers = copied(client, MlflowClient(to), post.model, post.params.ledger)
    print(f"{post.model}: versions {', '.join(numbers)} and the ledger {post.params.ledger} are at {place}")


@webhook_app.command()
def serve(
    command: Annotated[list[str], typer.Argument(help="What to run, after --.")],
    alias: Annotated[str, typer.Option(help="The alias that matters.")] = "champion",
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Where to listen.")] = 8765,
) -> None:
    """Run a command whenever MLflow's server says that an alias has moved; end it with Ctrl-C.

    The webhook's secret is in KWS_WEBHOOK_SECRET; a message that it does not sign is refused.

    Example: kws webhook serve -- kws deploy pi --model models:/keyword-spotter@champion
    """
    from components.kws.errors import ParamsError  # noqa: PLC0415
    from components.promote.webhook import Receiver  # noqa: PLC0415

    with one_line_errors():
        secret = os.environ.get("KWS_WEBHOOK_SECRET")
        if not secret:
            raise ParamsError("KWS_WEBHOOK_SECRET: expected the webhook's secret, found none")
        try:
            receiver = Receiver((host, port), secret, alias, command)
        except OSError as error:
            raise ParamsError(f"expected a free port, got {error.strerror}: {host}:{port}") from None
    print(f"http://{host}:{receiver.server_port}: waiting for {alias}", flush=True)
    with contextlib.suppress(KeyboardInterrupt), receiver:
        receiver.serve_forever()


def _decide(client: "MlflowClient", post: "Post", proposal: "Proposal", why: str, dry_run: bool) -> bool:
    """Make the move, unless something speaks against it; say which. Whether the version is or would be in service."""
    from components.promote.move import in_words, make  # noqa: PLC0415

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
