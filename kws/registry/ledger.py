"""The record of every move of an alias: a chain, each record naming the hash of the one before.

run of the experiment       params, which MLflow never changes
first  (the experiment's tag) ─ from, to, who, why, when, evidence, …, sha256, next ─┐
                            ┌───────────────────────────────────────────────────────┘
second                      ─ …, before = sha256 of the first, sha256, next ─ …
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from kws.core.errors import EvidenceError
from kws.core.files import sha256_of_json

# Of a run: its own hash, and the run of the record after.
SHA256, NEXT = "sha256", "next"
# Of the experiment: the run of the first record.
FIRST = "first"
# MLflow's status of a run: the alias has been where the record says; somebody else's record came first.
DONE, GIVEN_UP = "FINISHED", "KILLED"


@dataclass(frozen=True)
class Record:
    """One move.

    Attributes:
        move: `promote` or `rollback`.
        model, alias: what was moved.
        came_from, went_to: versions; `came_from` is where the alias really was, empty if it was nowhere.
        who, why, when: a name, a sentence, the time in UTC.
        model_sha256, content_sha256, verdict_sha256: of the version that it went to: its model, all of its evidence,
            and the gate's verdict.
        comparison: what the paired test with the champion said; empty if there was none.
        waiver: what was waived; empty if nothing was.
        before: the hash of the record before; empty for the first one.
    """

    move: str
    model: str
    alias: str
    came_from: str
    went_to: str
    who: str
    why: str
    when: str
    model_sha256: str
    content_sha256: str
    verdict_sha256: str
    comparison: str
    waiver: str
    before: str

    @property
    def sha256(self) -> str:
        """Of all of it."""
        return sha256_of_json(asdict(self))


@dataclass(frozen=True)
class Entry:
    """A record as its run holds it.

    Attributes:
        run_id: of the run.
        record: what it says.
        sha256: what it says its hash is.
        next: the run of the record after, None for the last one.
        active: whether the run is there and not deleted.
        status: MLflow's.
    """

    run_id: str
    record: Record
    sha256: str
    next: str | None
    active: bool
    status: str

    @property
    def done(self) -> bool:
        """Whether the alias has been where it says."""
        return self.status == DONE

    @classmethod
    def of(cls, run_id: str, params: Mapping[str, str], *, active: bool, status: str) -> "Entry":
        """Of a run's params.

        Raises:
            EvidenceError: they are no record's.
        """
        names = [field.name for field in fields(Record)]
        if not {*names, SHA256} <= set(params) or set(params) - {*names, SHA256, NEXT}:
            raise EvidenceError(f"run {run_id}: expected the params of a record, got {', '.join(sorted(params))}")
        record = Record(**{name: params[name] for name in names})
        return cls(run_id, record, params[SHA256], params.get(NEXT), active, status)


@dataclass(frozen=True)
class Ledger:
    """The records of an experiment.

    Attributes:
        name: of the experiment.
        chain: in order, as far as it can be followed.
        problems: what is wrong with it, a line each.
        pending: the runs of moves that were begun and are not made, or not yet.
    """

    name: str
    chain: tuple[Entry, ...]
    problems: tuple[str, ...]
    pending: tuple[str, ...]

    @property
    def last(self) -> Entry | None:
        """The last record, None in an empty ledger."""
        return self.chain[-1] if self.chain else None

    def about(self, model: str, alias: str) -> list[Entry]:
        """The records about an alias of a model."""
        return [entry for entry in self.chain if (entry.record.model, entry.record.alias) == (model, alias)]

    def last_of(self, model: str, alias: str) -> Entry | None:
        """The last of them, None if there is none."""
        about = self.about(model, alias)
        return about[-1] if about else None

    def displaced(self, model: str, alias: str, version: str | None) -> str | None:
        """Whether an alias is elsewhere than its last record says or may be so, in words; None if it is not.

        Args:
            model, alias: as in the records.
            version: where the alias is, None if nowhere.
        """
        entry = self.last_of(model, alias)
        if entry is None:
            return None
        record = entry.record
        if not entry.done:
            return (
                f"expected the last move to be finished, got one by {record.who} at {record.when} that is under way "
                f"or died: kws {record.move} {record.went_to} finishes it, kws rollback VERSION goes elsewhere"
            )
        if record.went_to == version:
            return None
        found = f"version {version}" if version else "no version"
        return (
            f"expected {alias} at version {record.went_to} as the last record says, found it at {found}: "
            "it was moved past the ledger; kws rollback VERSION puts it back, on record"
        )

    def begun(self, move: str, model: str, alias: str, version: str) -> Entry | None:
        """The last record, if it is of this very move and the alias has not followed yet, as far as it says."""
        entry = self.last_of(model, alias)
        if entry is None or entry.done or (entry.record.move, entry.record.went_to) != (move, version):
            return None
        return entry

    def in_service(self, model: str, alias: str) -> list[str]:
        """The versions that were in service one after the other, without those that were rolled back."""
        stack: list[str] = []
        for record in (entry.record for entry in self.about(model, alias) if entry.done):
            if record.came_from and not stack:
                stack.append(record.came_from)
            if record.move == "rollback" and record.went_to in stack:
                del stack[stack.index(record.went_to) + 1 :]
            else:
                stack.append(record.went_to)
        return stack


def assemble(name: str, first: str, runs: Sequence[Any]) -> Ledger:
    """The chain of an experiment's runs, and everything that is wrong with it.

    Args:
        name: of the experiment.
        first: the run of the first record.
        runs: MLflow's, deleted ones included.
    """
    problems: list[str] = []
    entries = {entry.run_id: entry for entry in _entries(runs, problems)}
    chain = tuple(_chain(first, entries))
    problems += _damage(first, chain)
    linked = {entry.run_id for entry in chain}
    strangers = [entry for entry in entries.values() if entry.active and entry.run_id not in linked]
    problems += [
        f"run {entry.run_id}: a foreign record, the chain does not lead to it" for entry in strangers if entry.done
    ]
    begun = [run.info.run_id for run in runs if run.info.lifecycle_stage == "active" and _is_blank(run)]
    begun += [entry.run_id for entry in strangers if entry.status not in (DONE, GIVEN_UP)]
    return Ledger(name, chain, tuple(problems), tuple(begun))


def _entries(runs: Sequence[Any], problems: list[str]) -> Iterator[Entry]:
    for run in runs:
        active = run.info.lifecycle_stage == "active"
        if _is_blank(run):
            continue
        try:
            yield Entry.of(run.info.run_id, run.data.params, active=active, status=run.info.status)
        except EvidenceError as error:
            if active:
                problems.append(str(error))


def _is_blank(run: Any) -> bool:
    # Of somebody who died, or did not hear that it was made and made another, before there was a record in it.
    return not run.data.params and run.info.status != DONE


def _chain(first: str, entries: Mapping[str, Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    entry = entries.get(first)
    while entry and entry.run_id not in seen:
        seen.add(entry.run_id)
        yield entry
        entry = entries.get(entry.next or "")


def _damage(first: str, chain: Sequence[Entry]) -> Iterator[str]:
    before, expected = "", first
    for number, entry in enumerate(chain, 1):
        where = f"record {number}, run {entry.run_id}"
        if entry.sha256 != entry.record.sha256:
            yield f"{where}: expected sha256 {entry.sha256[:12]}, got {entry.record.sha256[:12]}: it was edited"
        if entry.record.before != before:
            yield f"{where}: expected the record before to be {before[:12] or 'none'}, got {entry.record.before[:12]}"
        if not entry.active:
            yield f"{where}: it was deleted"
        before, expected = entry.sha256, entry.next or ""
    if expected:
        yield f"record {len(chain) + 1}, run {expected}: expected a record, found none: it is missing"
