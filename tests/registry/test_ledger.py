"""Every change of the ledger behind its back is reported."""

import sqlite3
from dataclasses import replace

import pytest
from support.results import copy_results, open_store
from support.versions import NAME, Registry, make_service

from kws.core.errors import EvidenceError, TrackingError
from kws.registry import ledger_store
from kws.registry.ledger import Entry
from kws.registry.move import move_alias
from kws.tracking.client import connect


@pytest.fixture(scope="module")
def original(shared_results, empty_database, tmp_path_factory):
    """A registry after three moves, not to be changed."""
    folder = tmp_path_factory.mktemp("moved")
    with open_store(folder, empty_database) as client:
        registry = Registry(client, copy_results(shared_results, folder))
        for number in range(3):
            registry.register(threshold=0.01 * number)
            registry.promote()
        yield registry, folder / ".mlflow" / "mlflow.db"


@pytest.fixture
def copy(original, tmp_path):
    """A copy of it, to be damaged."""
    registry, database = original
    with open_store(tmp_path, database) as client:
        yield Registry(client, registry.results)


def ledger(registry):
    return ledger_store.read(registry.client, "promotions")


def execute(statement, *values):
    """Run a statement in the database, past MLflow."""
    with sqlite3.connect(".mlflow/mlflow.db") as database:
        database.execute(statement, values)
    database.close()


def test_an_untouched_ledger_has_no_problem(copy):
    found = ledger(copy)
    assert (found.problems, found.pending_runs) == ((), ())
    assert [entry.record.went_to for entry in found.chain] == ["1", "2", "3"]
    assert [entry.record.before for entry in found.chain[1:]] == [entry.record.sha256 for entry in found.chain[:2]]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("key", ["why", "who", "went_to", "verdict_sha256", "waiver"])
def test_an_edited_record_is_reported(copy, place, key):
    run_id = ledger(copy).chain[place].run_id
    execute("update params set value = 'nobody' where run_uuid = ? and key = ?", run_id, key)
    assert f"record {place + 1}, run {run_id}: expected sha256" in "\n".join(ledger(copy).problems)


def test_an_edited_record_with_a_hash_to_match_breaks_the_next_one(copy):
    first, second = ledger(copy).chain[:2]
    execute("update params set value = 'nobody' where run_uuid = ? and key = 'who'", first.run_id)
    forged = ledger(copy).chain[0].record.sha256
    execute("update params set value = ? where run_uuid = ? and key = 'sha256'", forged, first.run_id)
    (problem,) = ledger(copy).problems
    assert problem.startswith(f"record 2, run {second.run_id}: expected the record before to be {forged[:12]}")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_deleted_record_is_reported(copy, place):
    run_id = ledger(copy).chain[place].run_id
    copy.client.delete_run(run_id)
    assert ledger(copy).problems == (f"record {place + 1}, run {run_id}: it was deleted",)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_record_that_is_gone_for_good_is_reported(copy, place):
    run_id = ledger(copy).chain[place].run_id
    for table in ("params", "tags", "runs"):
        execute(f"delete from {table} where run_uuid = ?", run_id)
    assert f"record {place + 1}, run {run_id}: expected a record, found none: it is missing" in ledger(copy).problems


def test_a_foreign_record_is_reported(copy):
    last = ledger(copy).last
    experiment = copy.client.get_run(last.run_id).info.experiment_id
    params = copy.client.get_run(last.run_id).data.params
    run_id = copy.client.create_run(experiment).info.run_id
    for key, value in params.items():
        copy.client.log_param(run_id, key, value)
    assert ledger(copy).pending_runs == (run_id,)
    copy.client.set_terminated(run_id)
    assert ledger(copy).problems == (f"run {run_id}: a foreign record, the chain does not lead to it",)


def test_a_run_that_is_no_record_is_reported(copy):
    experiment = copy.client.get_run(ledger(copy).last.run_id).info.experiment_id
    run_id = copy.client.create_run(experiment).info.run_id
    copy.client.set_terminated(run_id)
    assert ledger(copy).problems == (f"run {run_id}: expected the params of a record, got ",)
    with pytest.raises(EvidenceError, match="expected the params of a record, got surprise"):
        Entry.from_params("1", {"surprise": "!"}, active=True, status="FINISHED")


def test_a_run_that_was_begun_and_left_empty_is_no_damage(copy):
    """As a client leaves it that died, or that created a second run because no answer came."""
    experiment = copy.client.get_run(ledger(copy).last.run_id).info.experiment_id
    run_id = copy.client.create_run(experiment).info.run_id
    assert (ledger(copy).problems, ledger(copy).pending_runs) == ((), (run_id,))
    copy.promote("1")
    assert copy.find() == "1"


def test_what_is_wrong_keeps_every_version_from_moving(copy):
    run_id = ledger(copy).chain[1].run_id
    copy.client.delete_run(run_id)
    copy.register(threshold=0.05)
    assert copy.propose().failures == (f"ledger: record 2, run {run_id}: it was deleted",)
    assert copy.propose(ledger="promotions-2").failures == ()


def test_another_ledger_begins_where_the_alias_is(copy):
    copy.register(threshold=0.05)
    copy.promote(ledger="promotions-2")
    (entry,) = ledger_store.read(copy.client, "promotions-2").chain
    assert (entry.record.came_from, entry.record.went_to) == ("3", "4")


@pytest.mark.parametrize("other", ["deleted", "no ledger"])
def test_an_experiment_that_holds_no_ledger_is_refused(registry, other):
    registry.register()
    experiment = registry.client.create_experiment("promotions")
    if other == "deleted":
        registry.client.delete_experiment(experiment)
    with pytest.raises(TrackingError, match="an experiment that holds a ledger, got a deleted or another one: promot"):
        registry.propose()


def test_two_models_share_a_ledger(copy):
    copy.client.create_registered_model("doorbell")
    version = copy.client.get_model_version(NAME, "1")
    other, proposal = replace(make_service(), model="doorbell"), replace(copy.propose("1"), champion=None)
    with connect() as client:
        client.create_model_version("doorbell", version.source, version.run_id, version.tags)
        move_alias(client, other, proposal, "")
    assert [entry.record.went_to for entry in ledger(copy).list_moves("doorbell", "champion")] == ["1"]
    assert ledger(copy).find_last_move(NAME, "champion").record.went_to == "3"
    assert copy.find() == "3"
