"""Every broken rule is listed, and nothing else."""

from dataclasses import replace

import pytest
from support.project import SECTIONS

from kws.core.errors import ParamsError
from kws.core.params import parse
from kws.registry.mcnemar import PairedTest
from kws.registry.policy import PromoteParams
from kws.registry.rules import Candidate, check_rules, find_waiver

POLICY = parse(PromoteParams, SECTIONS["promote"], "test")
TAGS = dict.fromkeys(POLICY.required_tags, "x") | {"blessed": "true", "device_kind": "raspberry-pi"}
BETTER = PairedTest(100, (), ("a",), 1.0, 0.01, -0.02, 0.04)
WORSE = PairedTest(100, tuple("abcdef"), (), 0.03125, -0.06, -0.12, -0.01)
GOOD = Candidate(tags=TAGS, evidence_problem=None, paired_test=BETTER, comparison_problem=None, ledger_problems=())


def change_tags(**tags):
    return replace(GOOD, tags=TAGS | tags)


def test_a_version_that_meets_every_rule_may_move():
    assert check_rules(GOOD, POLICY, None) == ()
    assert check_rules(replace(GOOD, paired_test=None), POLICY, None) == ()


@pytest.mark.parametrize(
    ("candidate", "rule"),
    [
        (change_tags(source_commit=""), "required tags: expected source_commit, found none"),
        (change_tags(blessed="false"), "blessed: expected true, got false; the gate's verdict says why"),
        (replace(GOOD, evidence_problem="another model"), "evidence: another model"),
        (replace(GOOD, comparison_problem="no clips"), "comparison: no clips"),
        (replace(GOOD, ledger_problems=("it was edited",)), "ledger: it was edited"),
        (
            replace(GOOD, paired_test=WORSE),
            "comparison: expected no worse than the champion, got 6 clips lost and 0 won of its 100, "
            "p 0.031 is below 0.05",
        ),
        (
            change_tags(device_kind="emulated"),
            "device: expected a measurement on raspberry-pi, got emulated; --accept emulated waives that, on record",
        ),
    ],
)
def test_a_broken_rule_is_listed(candidate, rule):
    assert check_rules(candidate, POLICY, None) == (rule,)


def test_all_broken_rules_are_listed_at_once():
    candidate = Candidate(
        tags={}, evidence_problem="torn", paired_test=WORSE, comparison_problem=None, ledger_problems=("missing",)
    )
    heads = [rule.split(":")[0] for rule in check_rules(candidate, POLICY, None)]
    assert heads == ["required tags", "blessed", "evidence", "device", "comparison", "ledger"]


@pytest.mark.parametrize(
    ("kind", "accepted", "waived"),
    [("local", "local", "--accept local"), ("raspberry-pi", "local", ""), ("raspberry-pi", None, "")],
)
def test_a_waiver_is_recorded_where_it_was_needed(kind, accepted, waived):
    candidate = change_tags(device_kind=kind)
    assert check_rules(candidate, POLICY, accepted) == ()
    assert find_waiver(candidate, POLICY, accepted) == waived


def test_a_waiver_is_for_one_kind_of_device():
    assert len(check_rules(change_tags(device_kind="local"), POLICY, "emulated")) == 1
    assert find_waiver(change_tags(device_kind="local"), POLICY, "emulated") == ""


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
