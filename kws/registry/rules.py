"""The rules that a version must meet before it is promoted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kws.registry.mcnemar import PairedTest
from kws.registry.policy import PromoteParams


@dataclass(frozen=True)
class Candidate:
    """The facts about a version that the rules judge.

    Attributes:
        tags: of the version.
        evidence_problem: why the version or its evidence cannot be trusted; None if both can.
        paired_test: its answers against the champion's, on the champion's test clips; None if there is no champion,
            or if `comparison_problem` says why there is no test.
        comparison_problem: why the two cannot be compared; None if they can, or if there is no champion.
        ledger_problems: what is wrong with the record of earlier moves, one line per problem.
    """

    tags: Mapping[str, str]
    evidence_problem: str | None
    paired_test: PairedTest | None
    comparison_problem: str | None
    ledger_problems: tuple[str, ...]


def check_rules(candidate: Candidate, policy: PromoteParams, accepted: str | None) -> tuple[str, ...]:
    """List the rules that a version breaks, one line per rule.

    Args:
        candidate: the facts about the version.
        policy: the rules.
        accepted: kind of device whose measurement a person accepts this once; None for no waiver.
    """
    return tuple(_find_failures(candidate, policy, accepted))


def find_waiver(candidate: Candidate, policy: PromoteParams, accepted: str | None) -> str:
    """Name the waiver that the move needs and has; empty if it needs none."""
    kind = candidate.tags.get("device_kind", "")
    return f"--accept {accepted}" if kind == accepted and kind not in policy.device_kinds else ""


def _find_failures(candidate: Candidate, policy: PromoteParams, accepted: str | None) -> Iterator[str]:
    missing = [name for name in policy.required_tags if not candidate.tags.get(name)]
    if missing:
        yield f"required tags: expected {', '.join(missing)}, found none"
    if candidate.tags.get("blessed") != "true":
        yield f"blessed: expected true, got {candidate.tags.get('blessed', 'nothing')}; the gate's verdict says why"
    if candidate.evidence_problem:
        yield f"evidence: {candidate.evidence_problem}"
    kind = candidate.tags.get("device_kind", "nothing")
    if kind not in (*policy.device_kinds, accepted):
        yield (
            f"device: expected a measurement on {' or '.join(policy.device_kinds)}, got {kind}; "
            f"--accept {kind} waives that, on record"
        )
    if candidate.comparison_problem:
        yield f"comparison: {candidate.comparison_problem}"
    test = candidate.paired_test
    if test and test.is_worse(policy.significance):
        yield (
            f"comparison: expected no worse than the champion, got {len(test.lost)} clips lost and "
            f"{len(test.won)} won of its {test.n}, p {test.p:.2g} is below {policy.significance:g}"
        )
    yield from (f"ledger: {problem}" for problem in candidate.ledger_problems)
