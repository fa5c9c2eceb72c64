"""Every rule that is not met is said, and nothing else is."""

from dataclasses import replace

import pytest
from support.project import SECTIONS

from kws.core.errors import ParamsError
from kws.core.params import parse
from kws.registry.paired import Paired
from kws.registry.policy import PromoteParams
from kws.registry.rules import Case, unmet, waiver

POLICY = parse(PromoteParams, SECTIONS["promote"], "test")
TAGS = dict.fromkeys(POLICY.required_tags, "x") | {"blessed": "true", "device_kind": "raspberry-pi"}
BETTER = Paired(100, (), ("a",), 1.0, 0.01, -0.02, 0.04)
WORSE = Paired(100, tuple("abcdef"), (), 0.03125, -0.06, -0.12, -0.01)
GOOD = Case(tags=TAGS, broken=None, paired=BETTER, incomparable=None, ledger=())


def tagged(**tags):
    return replace(GOOD, tags=TAGS | tags)


def test_a_version_that_meets_every_rule_may_move():
    assert unmet(GOOD, POLICY, None) == ()
    assert unmet(replace(GOOD, paired=None), POLICY, None) == ()


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        (tagged(source_commit=""), "required tags: expected source_commit, found none"),
        (tagged(blessed="false"), "blessed: expected true, got false; the gate's verdict says why"),
        (replace(GOOD, broken="another model"), "evidence: another model"),
        (replace(GOOD, incomparable="no clips"), "comparison: no clips"),
        (replace(GOOD, ledger=("it was edited",)), "ledger: it was edited"),
        (
            replace(GOOD, paired=WORSE),
            "comparison: expected no worse than the champion, got 6 clips lost and 0 won of its 100, "
            "p 0.031 is below 0.05",
        ),
        (
            tagged(device_kind="emulated"),
            "device: expected a measurement on raspberry-pi, got emulated; --accept emulated waives that, on record",
        ),
    ],
)
def test_a_rule_that_is_not_met_is_said(case, rule):
    assert unmet(case, POLICY, None) == (rule,)


def test_all_of_them_are_said_at_once():
    case = Case(tags={}, broken="torn", paired=WORSE, incomparable=None, ledger=("missing",))
    heads = [rule.split(":")[0] for rule in unmet(case, POLICY, None)]
    assert heads == ["required tags", "blessed", "evidence", "device", "comparison", "ledger"]


@pytest.mark.parametrize(
    ("kind", "accepted", "waived"),
    [("local", "local", "--accept local"), ("raspberry-pi", "local", ""), ("raspberry-pi", None, "")],
)
def test_a_waiver_is_recorded_where_it_was_needed(kind, accepted, waived):
    case = tagged(device_kind=kind)
    assert unmet(case, POLICY, accepted) == ()
    assert waiver(case, POLICY, accepted) == waived


def test_a_waiver_is_for_one_kind_of_device():
    assert len(unmet(tagged(device_kind="local"), POLICY, "emulated")) == 1
    assert waiver(tagged(device_kind="local"), POLICY, "emulated") == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"significance": 0}, r"significance: expected a number in \(0, 1\)"),
        ({"device_kinds": []}, "device_kinds: expected at least one, got none"),
        ({"alias": "a b"}, "alias: expected letters"),
        ({"require": 1}, "require: unknown"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(change, message):
    with pytest.raises(ParamsError, match=message):
        parse(PromoteParams, {**SECTIONS["promote"], **change}, "registry.yaml")
