"""Promotion and rollback: a proposal under the policy, and the move of the alias with its record in the ledger."""

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
from kws.registry import ledger_store
from kws.registry.chain import fetch
from kws.registry.compare import compare
from kws.registry.ledger import Ledger, Record
from kws.registry.mcnemar import PairedTest
from kws.registry.policy import Service
from kws.registry.rules import Candidate, check_rules, find_waiver
from kws.registry.version import Address, Version, find
from kws.registry.versions import read_aliases
from kws.tracking.runtime import MlflowClient

# Tag of a version: the person who last proposed it.
PROPOSED_BY = "proposed_by"

# MLflow would cut a longer reason, and the hash of the record would change.
MAX_WHY_CHARACTERS = 2000


@dataclass(frozen=True)
class Proposal:
    """A version to put in service, and the rules that it breaks.

    Attributes:
        move: `promote` or `rollback`.
        version: number of the version to move to.
        champion: number of the version in service; None if there is none.
        tags: of the version to move to.
        paired_test: of the version against the champion; None if they were not compared.
        failures: the rules that the version breaks, one line per rule.
        waiver: that the move needs and has; empty if it needs none.
        ledger: as it was when the proposal was made.
    """

    move: str
    version: str
    champion: str | None
    tags: dict[str, str]
    paired_test: PairedTest | None
    failures: tuple[str, ...]
    waiver: str
    ledger: Ledger


def propose_promotion(
    client: MlflowClient, service: Service, version: str | None, accepted: str | None, clips: Path
) -> Proposal:
    """Propose a version for service.

    Args:
        client: of `kws.tracking.client.connect`.
        service: the alias to move, and the policy.
        version: its number; None for the challenger.
        accepted: kind of device whose measurement is accepted by a waiver; None for no waiver.
        clips: folder of the champion's data, read only if the version was tested on other data.

    Raises:
        TrackingError: no such version, or MLflow refuses.
    """
    policy = service.policy
    ledger, champion = read_service(client, service)
    address = Address(service.model, "/", version) if version else Address(service.model, "@", service.challenger_alias)
    found = find(client, address)
    number, tags = str(found.version), dict(found.tags)
    with _open_or_explain(client, service.model, number) as opened:
        comparison = _compare(client, service, opened, champion, clips)
        alias_problem = None
        if not ledger.find_unfinished("promote", service.model, policy.alias, number):
            alias_problem = ledger.check_alias(service.model, policy.alias, champion)
        candidate = Candidate(
            tags=tags,
            evidence_problem=opened if isinstance(opened, str) else None,
            paired_test=comparison if isinstance(comparison, PairedTest) else None,
            comparison_problem=comparison if isinstance(comparison, str) else None,
            ledger_problems=(*ledger.problems, *((alias_problem,) if alias_problem else ())),
        )
    return Proposal(
        move="promote",
        version=number,
        champion=champion,
        tags=tags,
        paired_test=candidate.paired_test,
        failures=check_rules(candidate, policy, accepted),
        waiver=find_waiver(candidate, policy, accepted),
        ledger=ledger,
    )


def propose_rollback(client: MlflowClient, service: Service, version: str | None) -> Proposal:
    """Propose to return to an earlier champion, by default the previous one.

    The two are not compared: a rollback is for a champion that turned out bad, whatever its figures say.

    Raises:
        PromotionError: there is no earlier champion, or the version never was one.
        TrackingError: the version does not exist any more, or MLflow refuses.
    """
    ledger, champion = read_service(client, service)
    number = version or _find_previous(client, service, ledger, champion)
    records = [entry.record for entry in ledger.list_moves(service.model, service.policy.alias)]
    served = {record.went_to for record in records} | {record.came_from for record in records}
    if number not in served:
        raise PromotionError(
            f"expected a version that was in service, got {number}, which the ledger {ledger.name} does not have; "
            f"to promote it on its evidence, run kws promote {number}"
        )
    tags = dict(find(client, Address(service.model, "/", number)).tags)
    with _open_or_explain(client, service.model, number) as opened:
        failures = (f"evidence: {opened}",) if isinstance(opened, str) else ()
    return Proposal("rollback", number, champion, tags, None, failures, "", ledger)


def move_alias(client: MlflowClient, service: Service, proposal: Proposal, why: str) -> Record:
    """Record a proposed move in the ledger, then move the alias.

    If the same move is already recorded but the alias was not moved (the process died between the two), finish it.

    Raises:
        PromotionError: somebody else has moved the alias since the proposal was made.
        ParamsError: the reason is too long to be stored whole.
    """
    alias = service.policy.alias
    if len(why) > MAX_WHY_CHARACTERS:
        raise ParamsError(f"--why: expected at most {MAX_WHY_CHARACTERS} characters, got {len(why)}")
    unfinished = proposal.ledger.find_unfinished(proposal.move, service.model, alias, proposal.version)
    # First of all writes: a person without the permission to move fails here, before there is a record.
    client.set_model_version_tag(service.model, proposal.version, PROPOSED_BY, get_user_name())
    if unfinished:
        point_alias(client, service)
        return unfinished.record
    last = proposal.ledger.last
    record = Record(
        move=proposal.move,
        model=service.model,
        alias=alias,
        came_from=proposal.champion or "",
        went_to=proposal.version,
        who=get_user_name(),
        why=why,
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        model_sha256=proposal.tags["model_sha256"],
        content_sha256=proposal.tags["content_sha256"],
        verdict_sha256=proposal.tags["verdict_sha256"],
        comparison=describe_test(proposal.paired_test) if proposal.paired_test else "",
        waiver=proposal.waiver,
        before=last.sha256 if last else "",
    )
    ledger_store.append(client, proposal.ledger, record)
    point_alias(client, service)
    return record


def read_service(client: MlflowClient, service: Service) -> tuple[Ledger, str | None]:
    """Read the ledger, and the number of the version in service."""
    champion = read_aliases(client, service.model).get(service.policy.alias)
    return ledger_store.read(client, service.policy.ledger), champion


def point_alias(client: MlflowClient, service: Service) -> Ledger:
    """Point the alias at the version of the last record, and mark every record as done.

    MLflow sets an alias unconditionally, so a slow process could set it after a newer move and undo that move. Each
    process therefore reads the ledger again after setting the alias, and sets it again if there is a newer record. The
    process that sets it last has seen the last record, because the writer of a record sets the alias afterwards.
    """
    alias = service.policy.alias
    ledger = ledger_store.read(client, service.policy.ledger)
    while True:
        last = ledger.find_last_move(service.model, alias)
        assert last
        client.set_registered_model_alias(service.model, alias, last.record.went_to)
        ledger = ledger_store.read(client, service.policy.ledger)
        if ledger.find_last_move(service.model, alias) == last:
            break
    for entry in ledger.list_moves(service.model, alias):
        if entry.active and not entry.is_done:
            client.set_terminated(entry.run_id)
    return ledger_store.read(client, service.policy.ledger)


def get_user_name() -> str:
    """Get the name of the person who moves: the account on the server, or else user and host of this machine."""
    return os.environ.get("MLFLOW_TRACKING_USERNAME") or f"{getpass.getuser()}@{socket.gethostname()}"


def describe_test(test: PairedTest) -> str:
    """Write a paired test in one line."""
    return (
        f"{test.n} clips, {len(test.won)} won, {len(test.lost)} lost, p {test.p:.2g}, "
        f"difference {test.difference:+.2%} ({test.lower_95:+.2%} – {test.upper_95:+.2%})"
    )


@contextmanager
def open_version(client: MlflowClient, model: str, name: str) -> Iterator[Version]:
    """Download and verify a version, given by number or alias, into a temporary folder.

    Raises:
        TrackingError, EvidenceError, ModelError, FrontEndError: as `kws.registry.chain.fetch`.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield fetch(client, Address.within(model, name), Path(folder, "version"))


@contextmanager
def _open_or_explain(client: MlflowClient, model: str, number: str) -> Iterator[Version | str]:
    # The version, or why it cannot be trusted.
    with ExitStack() as stack:
        try:
            version: Version | str = stack.enter_context(open_version(client, model, number))
        except (EvidenceError, ModelError, FrontEndError) as error:
            version = str(error)
        yield version


def _compare(
    client: MlflowClient, service: Service, candidate: Version | str, champion: str | None, clips: Path
) -> PairedTest | str | None:
    # The test, or why the two cannot be compared, or None if there is nothing to compare.
    if isinstance(candidate, str) or champion is None or champion == candidate.number:
        return None
    with _open_or_explain(client, service.model, champion) as opened:
        if isinstance(opened, str):
            return f"the version in service cannot be trusted itself: {opened}"
        try:
            return compare(opened, candidate, clips).paired_test
        except (EvidenceError, DatasetError, ClipError) as error:
            return str(error)


def _find_previous(client: MlflowClient, service: Service, ledger: Ledger, champion: str | None) -> str:
    existing = {str(version.version) for version in client.search_model_versions(f"name = '{service.model}'")}
    champions = [number for number in ledger.list_champions(service.model, service.policy.alias) if number in existing]
    earlier = champions[:-1] if champions and champions[-1] == champion else champions
    if not earlier:
        raise PromotionError(
            f"expected a version that was in service before {champion or 'this'}, the ledger {ledger.name} has none; "
            "kws models shows every version"
        )
    return earlier[-1]
