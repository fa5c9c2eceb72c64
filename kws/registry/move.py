"""A version to put in service → its case under the policy, and the move with its record."""

import getpass
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kws.core.errors import (
    ClipError,
    DatasetError,
    EvidenceError,
    FrontEndError,
    ModelError,
    ParamsError,
    PromotionError,
)
from kws.registry import ledger_store as book
from kws.registry.chain import fetch
from kws.registry.compare import compare
from kws.registry.ledger import Ledger, Record
from kws.registry.paired import Paired
from kws.registry.policy import Post
from kws.registry.rules import Case, unmet, waiver
from kws.registry.version import Address, Version, find
from kws.registry.versions import aliases
from kws.tracking.runtime import MlflowClient

# The tag of whoever last wanted to put a version in service.
PROPOSED = "proposed_by"


# Beyond this MLflow would cut it, and the record's hash would be another.
MAX_WHY = 2000


@dataclass(frozen=True)
class Proposal:
    """A version that is to be in service, and what speaks against it.

    Attributes:
        move: `promote` or `rollback`.
        version, holder: the version to move to, and the one in service, None if there is none.
        tags: of the version.
        paired: the comparison of the two; None if there was none.
        unmet: the rules that are not met, a line each.
        waiver: what was waived for it; empty if nothing was.
        ledger: as it was when the proposal was made.
    """

    move: str
    version: str
    holder: str | None
    tags: dict[str, str]
    paired: Paired | None
    unmet: tuple[str, ...]
    waiver: str
    ledger: Ledger


def propose(client: MlflowClient, post: Post, version: str | None, accepted: str | None, clips: Path) -> Proposal:
    """The case for promoting a version.

    Args:
        client: of `kws.tracking.client.connected`.
        post: what it is promoted to.
        version: its number; None for the one at the candidates' alias.
        accepted: the kind of device that is accepted by a waiver, None for none.
        clips: folder of the champion's data, read only if the version was tested on other data.

    Raises:
        TrackingError: there is no such version, or MLflow refuses.
    """
    ledger, holder = standing(client, post)
    address = Address(post.model, "/", version) if version else Address(post.model, "@", post.candidate)
    found = find(client, address)
    number, tags = str(found.version), dict(found.tags)
    with _examined(client, post.model, number) as candidate:
        comparison = _compared(client, post, candidate, holder, clips)
        displaced = None
        if not ledger.begun("promote", post.model, post.params.alias, number):
            displaced = ledger.displaced(post.model, post.params.alias, holder)
        case = Case(
            tags=tags,
            broken=candidate if isinstance(candidate, str) else None,
            paired=comparison if isinstance(comparison, Paired) else None,
            incomparable=comparison if isinstance(comparison, str) else None,
            ledger=(*ledger.problems, *((displaced,) if displaced else ())),
        )
    refused = unmet(case, post.params, accepted)
    return Proposal("promote", number, holder, tags, case.paired, refused, waiver(case, post.params, accepted), ledger)


def recall(client: MlflowClient, post: Post, version: str | None) -> Proposal:
    """The case for going back: to a version that was in service, by default to the one before.

    It is not compared: going back is for when the version in service turned out bad, whatever its figures say.

    Raises:
        PromotionError: there is none to go back to, or it was never in service.
        TrackingError: it does not exist any more, or MLflow refuses.
    """
    ledger, holder = standing(client, post)
    number = version or _before(client, post, ledger, holder)
    records = [entry.record for entry in ledger.about(post.model, post.params.alias)]
    served = {record.went_to for record in records} | {record.came_from for record in records}
    if number not in served:
        raise PromotionError(
            f"expected a version that was in service, got {number}, which the ledger {ledger.name} never had; "
            f"kws promote {number} asks for its evidence"
        )
    tags = dict(find(client, Address(post.model, "/", number)).tags)
    with _examined(client, post.model, number) as candidate:
        broken = (f"evidence: {candidate}",) if isinstance(candidate, str) else ()
    return Proposal("rollback", number, holder, tags, None, broken, "", ledger)


def make(client: MlflowClient, post: Post, proposal: Proposal, why: str) -> Record:
    """Move the alias as proposed, on record; a move that was recorded and died before the alias followed is finished.

    Raises:
        PromotionError: somebody else has moved it since the proposal was made.
        ParamsError: the reason is too long to be kept whole.
    """
    if len(why) > MAX_WHY:
        raise ParamsError(f"--why: expected at most {MAX_WHY} characters, got {len(why)}")
    begun = proposal.ledger.begun(proposal.move, post.model, post.params.alias, proposal.version)
    # Asks for the right to move before there is a record: who may not, leaves none.
    client.set_model_version_tag(post.model, proposal.version, PROPOSED, who())
    if begun:
        settle(client, post)
        return begun.record
    last = proposal.ledger.last
    record = Record(
        move=proposal.move,
        model=post.model,
        alias=post.params.alias,
        came_from=proposal.holder or "",
        went_to=proposal.version,
        who=who(),
        why=why,
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        model_sha256=proposal.tags["model_sha256"],
        content_sha256=proposal.tags["content_sha256"],
        verdict_sha256=proposal.tags["verdict_sha256"],
        comparison=in_words(proposal.paired) if proposal.paired else "",
        waiver=proposal.waiver,
        before=last.sha256 if last else "",
    )
    book.append(client, proposal.ledger, record)
    settle(client, post)
    return record


def standing(client: MlflowClient, post: Post) -> tuple[Ledger, str | None]:
    """The ledger, and the version in service."""
    return book.read(client, post.params.ledger), aliases(client, post.model).get(post.params.alias)


def settle(client: MlflowClient, post: Post) -> Ledger:
    """Point the alias to where the last record says, and say in each record that it is done.

    MLflow sets an alias whatever it was before, so a slow process could set it late, over a move made since. Hence
    each looks again after it has set it, and sets it again if there is a newer record: whoever sets it last has seen
    the last record, since the writer of a record sets the alias after that.
    """
    alias = post.params.alias
    ledger = book.read(client, post.params.ledger)
    while True:
        last = ledger.last_of(post.model, alias)
        assert last
        client.set_registered_model_alias(post.model, alias, last.record.went_to)
        ledger = book.read(client, post.params.ledger)
        if ledger.last_of(post.model, alias) == last:
            break
    for entry in ledger.about(post.model, alias):
        if entry.active and not entry.done:
            client.set_terminated(entry.run_id)
    return book.read(client, post.params.ledger)


def who() -> str:
    """The person who moves: the name at the server, else the one on this machine."""
    return os.environ.get("MLFLOW_TRACKING_USERNAME") or f"{getpass.getuser()}@{socket.gethostname()}"


def in_words(outcome: Paired) -> str:
    """A comparison in one line."""
    return (
        f"{outcome.n} clips, {len(outcome.won)} won, {len(outcome.lost)} lost, p {outcome.p:.2g}, "
        f"difference {outcome.difference:+.2%} ({outcome.lower_95:+.2%} – {outcome.upper_95:+.2%})"
    )


@contextmanager
def fetched(client: MlflowClient, model: str, name: str) -> Iterator[Version]:
    """A version of a model, by number or alias, with its chain verified, in a folder of the moment's.

    Raises:
        TrackingError, EvidenceError, ModelError, FrontEndError: as the chain's `fetch`.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield fetch(client, Address.within(model, name), Path(folder, "version"))


@contextmanager
def _examined(client: MlflowClient, model: str, number: str) -> Iterator[Version | str]:
    # The version, or why it cannot be trusted.
    with ExitStack() as stack:
        try:
            version: Version | str = stack.enter_context(fetched(client, model, number))
        except (EvidenceError, ModelError, FrontEndError) as error:
            version = str(error)
        yield version


def _compared(
    client: MlflowClient, post: Post, candidate: Version | str, holder: str | None, clips: Path
) -> Paired | str | None:
    # What the test said, or why there is none, or None if there is nothing to compare.
    if isinstance(candidate, str) or holder in (None, candidate.number):
        return None
    assert holder
    with _examined(client, post.model, holder) as champion:
        if isinstance(champion, str):
            return f"the version in service cannot be trusted itself: {champion}"
        try:
            return compare(champion, candidate, clips).paired
        except (EvidenceError, DatasetError, ClipError) as error:
            return str(error)


def _before(client: MlflowClient, post: Post, ledger: Ledger, holder: str | None) -> str:
    there = {str(version.version) for version in client.search_model_versions(f"name = '{post.model}'")}
    served = [version for version in ledger.in_service(post.model, post.params.alias) if version in there]
    earlier = served[:-1] if served and served[-1] == holder else served
    if not earlier:
        raise PromotionError(
            f"expected a version that was in service before {holder or 'this'}, the ledger {ledger.name} has none; "
            "kws models shows what there is"
        )
    return earlier[-1]
