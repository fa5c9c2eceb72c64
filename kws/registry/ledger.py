"""The ledger of an alias: a hash chain with one record per move.

Each record is an MLflow run. Its params, which MLflow never changes, hold the record, its hash, the hash of the
previous record and the run of the next one.

run of the experiment       params
first  (the experiment's tag) ─ from, to, who, why, when, evidence, …, sha256, next ─┐
                            ┌───────────────────────────────────────────────────────┘
second                      ─ …, before = sha256 of the first, sha256, next ─ …
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from kws.core.errors import EvidenceError
from kws.core.files import sha256_of_json

# Params of a run: the hash of its record, and the run of the next record.
SHA256, NEXT = "sha256", "next"
# Tag of the experiment: the run of the first record.
FIRST = "first"
# MLflow's status of a run: the alias was set as the record says; somebody else's record came first.
DONE, GIVEN_UP = "FINISHED", "KILLED"


@dataclass(frozen=True)
class Record:
    """One move of an alias.

    Attributes:
        move: `promote` or `rollback`.
        model, alias: the alias that was moved.
        came_from: number of the version that had the alias, whatever the ledger says; empty if none had it.
        went_to: number of the version that got the alias.
        who: name of the person.
        why: the reason, a sentence.
        when: UTC time, ISO 8601.
        model_sha256, content_sha256, verdict_sha256: hashes of the version that got the alias: of its model, of all its
            evidence, and of the gate's verdict.
        comparison: result of the paired test against the champion, in words; empty if there was no test.
        waiver: such as `--accept local`; empty if none was needed.
        before: hash of the previous record; empty for the first one.
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
        """Hash of the whole record."""
        return sha256_of_json(asdict(self))


@dataclass(frozen=True)
class Entry:
    """A record as stored in its run.

    Attributes:
        run_id: of the run.
        record: of the move.
        sha256: hash of the record, as stored.
        next: run of the next record; None for the last one.
        active: whether the run is not deleted.
        status: MLflow's status of the run.
    """

    run_id: str
    record: Record
    sha256: str
    next: str | None
    active: bool
    status: str

    @property
    def is_done(self) -> bool:
        """Whether the alias was set as the record says."""
        return self.status == DONE

    @classmethod
    def from_params(cls, run_id: str, params: Mapping[str, str], *, active: bool, status: str) -> "Entry":
        """Read the params of a run.

        Raises:
            EvidenceError: they are not those of a record.
        """
        names = [field.name for field in fields(Record)]
        if not {*names, SHA256} <= set(params) or set(params) - {*names, SHA256, NEXT}:
            raise EvidenceError(f"run {run_id}: expected the params of a record, got {', '.join(sorted(params))}")
        record = Record(**{name: params[name] for name in names})
        return cls(run_id, record, params[SHA256], params.get(NEXT), active, status)


@dataclass(frozen=True)
class Ledger:
    """The ledger: the records in an experiment.

    Attributes:
        name: of the experiment.
        chain: the records in order, up to the first broken link.
        problems: what is wrong with the ledger, one line per problem.
        pending_runs: runs of moves that were begun and not recorded, or not yet.
    """

    name: str
    chain: tuple[Entry, ...]
    problems: tuple[str, ...]
    pending_runs: tuple[str, ...]

    @property
    def last(self) -> Entry | None:
        """The last record; None in an empty ledger."""
        return self.chain[-1] if self.chain else None

    def list_moves(self, model: str, alias: str) -> list[Entry]:
        """List the moves of one alias of a model, the oldest first."""
        return [entry for entry in self.chain if (entry.record.model, entry.record.alias) == (model, alias)]

    def find_last_move(self, model: str, alias: str) -> Entry | None:
        """Find the last move of one alias of a model; None if it was never moved."""
        moves = self.list_moves(model, alias)
        return moves[-1] if moves else None

    def check_alias(self, model: str, alias: str, version: str | None) -> str | None:
        """Check an alias against its last record; returns what is wrong, None if they agree.

        Args:
            model, alias: as in the records.
            version: number of the version that has the alias; None if none has it.
        """
        entry = self.find_last_move(model, alias)
        if entry is None:
            return None
        record = entry.record
        if not entry.is_done:
            return (
                f"expected the last move to be finished, got one by {record.who} at {record.when} that is under way "
                f"or died: kws {record.move} {record.went_to} finishes it, kws rollback VERSION goes to another version"
            )
        if record.went_to == version:
            return None
        found = f"version {version}" if version else "no version"
        return (
            f"expected {alias} at version {record.went_to} as the last record says, found it at {found}: "
            "it was moved without a record; kws rollback VERSION puts it back, on record"
        )

    def find_unfinished(self, move: str, model: str, alias: str, version: str) -> Entry | None:
        """Find the last record if it is of this move and does not say that the alias was set; else None."""
        entry = self.find_last_move(model, alias)
        if entry is None or entry.is_done or (entry.record.move, entry.record.went_to) != (move, version):
            return None
        return entry

    def list_champions(self, model: str, alias: str) -> list[str]:
        """List the versions that were in service, the oldest first, without those that were rolled back."""
        stack: list[str] = []
        for record in (entry.record for entry in self.list_moves(model, alias) if entry.is_done):
            if record.came_from and not stack:
                stack.append(record.came_from)
            if record.move == "rollback" and record.went_to in stack:
                del stack[stack.index(record.went_to) + 1 :]
            else:
                stack.append(record.went_to)
        return stack


def assemble(name: str, first: str, runs: Sequence[Any]) -> Ledger:
    """Assemble the chain from the runs of an experiment, and list everything that is wrong with it.

    Args:
        name: of the experiment.
        first: id of the run of the first record.
        runs: MLflow Runs, including deleted ones.
    """
    problems: list[str] = []
    entries = {entry.run_id: entry for entry in _read_entries(runs, problems)}
    chain = tuple(_follow_chain(first, entries))
    problems += _find_damage(first, chain)
    linked = {entry.run_id for entry in chain}
    others = [entry for entry in entries.values() if entry.active and entry.run_id not in linked]
    problems += [
        f"run {entry.run_id}: a foreign record, the chain does not lead to it" for entry in others if entry.is_done
    ]
    pending = [run.info.run_id for run in runs if run.info.lifecycle_stage == "active" and _is_blank(run)]
    pending += [entry.run_id for entry in others if entry.status not in (DONE, GIVEN_UP)]
    return Ledger(name, chain, tuple(problems), tuple(pending))


def _read_entries(runs: Sequence[Any], problems: list[str]) -> Iterator[Entry]:
    for run in runs:
        active = run.info.lifecycle_stage == "active"
        if _is_blank(run):
            continue
        try:
            yield Entry.from_params(run.info.run_id, run.data.params, active=active, status=run.info.status)
        except EvidenceError as error:
            if active:
                problems.append(str(error))


def _is_blank(run: Any) -> bool:
    # Left by a process that died before it wrote the record, or that created a second run because the answer about
    # the first was lost.
    return not run.data.params and run.info.status != DONE


def _follow_chain(first: str, entries: Mapping[str, Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    entry = entries.get(first)
    while entry and entry.run_id not in seen:
        seen.add(entry.run_id)
        yield entry
        entry = entries.get(entry.next or "")


def _find_damage(first: str, chain: Sequence[Entry]) -> Iterator[str]:
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
