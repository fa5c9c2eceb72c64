"""Promotion and rollback follow the policy and are recorded."""

import shutil
from pathlib import Path

import pytest
from support.project import write_clips
from support.versions import NAME, make_service

from kws.core.errors import ParamsError, PromotionError, TrackingError
from kws.registry import ledger_store
from kws.registry.move import move_alias, propose_promotion, propose_rollback
from kws.tracking.client import connect


def records(registry):
    return [entry.record for entry in ledger_store.read(registry.client, "promotions").chain]


def test_the_challenger_becomes_the_champion_with_its_evidence_on_record(registry):
    assert registry.register() == "1"
    registry.promote()
    assert registry.find() == "1"
    (record,) = records(registry)
    tags = registry.client.get_model_version(NAME, "1").tags
    assert (record.move, record.model, record.alias) == ("promote", NAME, "champion")
    assert (record.came_from, record.went_to, record.before) == ("", "1", "")
    assert (record.waiver, record.why) == ("--accept local", "test")
    assert record.verdict_sha256 == tags["verdict_sha256"]
    assert record.content_sha256 == tags["content_sha256"]
    assert ledger_store.read(registry.client, "promotions").problems == ()


def test_what_was_not_measured_on_a_pi_needs_a_waiver(registry):
    registry.register()
    (rule,) = registry.propose(accepted=None).failures
    assert rule == ("device: expected a measurement on raspberry-pi, got local; --accept local waives that, on record")
    assert registry.propose(accepted=None, device_kinds=["local"]).failures == ()


def test_a_worse_version_is_refused_by_its_clips(registry):
    registry.register()
    registry.promote()
    assert registry.register(wrong=range(6)) == "2"
    proposal = registry.propose()
    assert [len(clips) for clips in (proposal.paired_test.lost, proposal.paired_test.won)] == [6, 0]
    (rule,) = proposal.failures
    assert rule.startswith("comparison: expected no worse than the champion, got 6 clips lost and 0 won of its 20")


def test_a_version_that_is_not_worse_by_more_than_chance_moves_and_the_comparison_is_on_record(registry):
    registry.register(wrong=[0, 1])
    registry.promote()
    registry.register(wrong=[0, 2])
    registry.promote()
    assert registry.find() == "2"
    first, second = records(registry)
    assert (second.came_from, second.before) == ("1", first.sha256)
    assert second.comparison.startswith("20 clips, 1 won, 1 lost, p 1, difference +0.00% (")


def test_a_version_is_named_by_its_number(registry):
    registry.register()
    registry.register(threshold=0.01)
    registry.promote("1")
    assert registry.find() == "1"


def test_rollback_goes_to_the_one_before_and_the_next_one_further_back(registry):
    for number in range(3):
        registry.register(threshold=0.01 * number)
        registry.promote()
    registry.roll_back()
    assert registry.find() == "2"
    registry.roll_back()
    assert registry.find() == "1"
    assert [(record.move, record.came_from, record.went_to) for record in records(registry)][3:] == [
        ("rollback", "3", "2"),
        ("rollback", "2", "1"),
    ]
    with pytest.raises(PromotionError, match="that was in service before 1, the ledger promotions has none"):
        registry.roll_back()
    registry.roll_back("3")
    assert registry.find() == "3"


def test_a_version_that_was_never_in_service_is_no_way_back(registry):
    registry.register()
    registry.promote()
    registry.register(threshold=0.01)
    with pytest.raises(PromotionError, match=r"in service, got 2, .* run kws promote 2"):
        registry.roll_back("2")


def test_on_other_data_both_models_are_asked_about_the_champions_clips_again(registry, tmp_path):
    registry.register(wrong=range(20))
    registry.promote()
    few = write_clips(tmp_path / "few", {"training": 2, "validation": 1, "test": 3})
    registry.use_data(few)
    registry.register()
    proposal = registry.propose()
    # It is the same model, whatever the two records say of its answers.
    assert (proposal.paired_test.n, proposal.paired_test.lost, proposal.paired_test.won) == (20, (), ())
    assert proposal.failures == ()
    for clips, got in ((few, "got "), (tmp_path / "none", "No such file or directory")):
        with connect() as client:
            (rule,) = propose_promotion(client, make_service(), "2", "local", clips).failures
        assert rule.startswith("comparison: expected")
        assert got in rule and "name its data/clips in --clips" in rule


def test_a_tampered_artifact_is_refused_by_promote_and_by_rollback(registry):
    registry.register()
    registry.promote()
    registry.register(threshold=0.01)
    registry.promote()
    first = registry.client.get_model_version(NAME, "1")
    model_id = registry.client.get_run(first.run_id).outputs.model_outputs[0].model_id
    (weights,) = (path for path in Path(".mlflow").rglob("model.tflite") if model_id in str(path))
    weights.write_bytes(weights.read_bytes()[:-1] + b"\0")
    (rule,) = registry.propose("1").failures
    assert rule.startswith("evidence: models:/keyword-spotter/1: expected sha256")
    with connect() as client:
        proposal = propose_rollback(client, make_service(), "1")
    assert proposal.failures[0].startswith("evidence: models:/keyword-spotter/1: expected sha256")
    assert registry.find() == "2"


def test_a_champion_whose_evidence_is_gone_is_nothing_to_be_compared_with(registry):
    registry.register()
    registry.promote()
    registry.register(threshold=0.01)
    run_id = registry.client.get_model_version(NAME, "1").run_id
    shutil.rmtree(next(path for path in Path(".mlflow").rglob("reports") if run_id in str(path)))
    (rule,) = registry.propose().failures
    assert rule.startswith("comparison: the version in service cannot be trusted itself: models:/keyword-spotter/1")


def test_a_version_deleted_under_the_alias_is_told_and_rollback_mends_it(registry):
    for number in range(2):
        registry.register(threshold=0.01 * number)
        registry.promote()
    registry.client.delete_model_version(NAME, "2")
    assert registry.find() is None
    (rule,) = registry.propose("1").failures
    assert rule.startswith("ledger: expected champion at version 2 as the last record says, found it at no version")
    registry.roll_back()
    assert registry.find() == "1"
    assert ledger_store.read(registry.client, "promotions").problems == ()
    with pytest.raises(TrackingError, match="expected a version at models:/keyword-spotter/2, found none"):
        registry.roll_back("2")


def test_an_alias_moved_past_the_ledger_is_told_and_put_back_on_record(registry):
    registry.register()
    registry.promote()
    registry.register(threshold=0.01)
    registry.client.set_registered_model_alias(NAME, "champion", "2")
    (rule,) = registry.propose("2").failures
    assert rule == (
        "ledger: expected champion at version 1 as the last record says, found it at version 2: "
        "it was moved without a record; kws rollback VERSION puts it back, on record"
    )
    registry.roll_back("1")
    assert registry.find() == "1"
    assert (records(registry)[-1].came_from, records(registry)[-1].went_to) == ("2", "1")
    assert registry.propose("2").failures == ()


def test_a_move_that_died_between_record_and_alias_is_told_and_finished_by_the_same_command(registry):
    registry.register()
    registry.register(threshold=0.01)
    registry.promote("1")
    entry = ledger_store.read(registry.client, "promotions").last
    registry.client.update_run(entry.run_id, "RUNNING")
    registry.client.delete_registered_model_alias(NAME, "champion")
    (rule,) = registry.propose("2").failures
    assert rule.startswith("ledger: expected the last move to be finished, got one by ")
    assert registry.find() is None, "nobody else's command makes the move"
    registry.promote("1")
    assert registry.find() == "1"
    assert [entry.is_done for entry in ledger_store.read(registry.client, "promotions").chain] == [True]


def test_of_two_who_decided_on_the_same_state_the_second_is_told(registry):
    registry.register()
    registry.register(threshold=0.01)
    first, second = registry.propose("1"), registry.propose("2")
    with connect() as client:
        move_alias(client, make_service(), second, "mine")
        with pytest.raises(PromotionError, match="expected to promote version 1, but somebody else moved champion"):
            move_alias(client, make_service(), first, "no, mine")
    assert registry.find() == "2"
    third, fourth = registry.propose("1"), registry.propose("1")
    with connect() as client:
        move_alias(client, make_service(), third, "now")
        with pytest.raises(PromotionError, match="kws ledger shows who"):
            move_alias(client, make_service(), fourth, "late")
    ledger = ledger_store.read(registry.client, "promotions")
    assert (ledger.problems, ledger.pending_runs, len(ledger.chain)) == ((), (), 2)


def test_a_reason_that_would_be_cut_is_refused(registry):
    registry.register()
    proposal = registry.propose()
    with connect() as client, pytest.raises(ParamsError, match="at most 2000 characters, got 3000"):
        move_alias(client, make_service(), proposal, "x" * 3000)
    assert records(registry) == []


@pytest.mark.parametrize("version", ["7", None])
def test_what_is_not_there_is_named(registry, version):
    with pytest.raises(TrackingError, match=r"expected a registered model, found none: keyword-spotter"):
        registry.propose(version)
    registry.client.create_registered_model(NAME)
    with pytest.raises(TrackingError, match=r"expected a version at models:/keyword-spotter[@/](7|challenger)"):
        registry.propose(version)
