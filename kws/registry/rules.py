"""What is known of a version → the rules that keep it from being in service, each in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kws.registry.paired import Paired
from kws.registry.policy import PromoteParams


@dataclass(frozen=True)
class Case:
    """What is known of a version that is to be in service.

    Attributes:
        tags: what the version says of itself.
        broken: why it or its evidence cannot be trusted; None if all of it can.
        paired: its answers beside the champion's on the champion's own test clips; None where there is no champion
            or `incomparable` says why not.
        incomparable: why the two cannot be compared; None if they can, or there is no champion.
        ledger: what is wrong with the record of the moves so far.
    """

    tags: Mapping[str, str]
    broken: str | None
    paired: Paired | None
    incomparable: str | None
    ledger: tuple[str, ...]


def unmet(case: Case, params: PromoteParams, accepted: str | None) -> tuple[str, ...]:
    """The rules that are not met, a line each.

    Args:
        case: what is known.
        params: the policy.
        accepted: the kind of device whose measurement is enough for once, by a person's waiver.
    """
    return tuple(_unmet(case, params, accepted))


def waiver(case: Case, params: PromoteParams, accepted: str | None) -> str:
    """The waiver that the move needs and has; empty if it needs none."""
    kind = case.tags.get("device_kind", "")
    return f"--accept {accepted}" if kind == accepted and kind not in params.device_kinds else ""


def _unmet(case: Case, params: PromoteParams, accepted: str | None) -> Iterator[str]:
    missing = [name for name in params.required_tags if not case.tags.get(name)]
    if missing:
        yield f"required tags: expected {', '.join(missing)}, found none"
    if case.tags.get("blessed") != "true":
        yield f"blessed: expected true, got {case.tags.get('blessed', 'nothing')}; the gate's verdict says why"
    if case.broken:
        yield f"evidence: {case.broken}"
    kind = case.tags.get("device_kind", "nothing")
    if kind not in (*params.device_kinds, accepted):
        yield (
            f"device: expected a measurement on {' or '.join(params.device_kinds)}, got {kind}; "
            f"--accept {kind} waives that, on record"
        )
    if case.incomparable:
        yield f"comparison: {case.incomparable}"
    if case.paired and case.paired.is_worse(params.significance):
        yield (
            f"comparison: expected no worse than the champion, got {len(case.paired.lost)} clips lost and "
            f"{len(case.paired.won)} won of its {case.paired.n}, p {case.paired.p:.2g} is below {params.significance:g}"
        )
    yield from (f"ledger: {problem}" for problem in case.ledger)
