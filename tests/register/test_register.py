"""Register: a blessed run becomes one version, also after a crash, a lost run or changed files."""

import json
from pathlib import Path

import pytest

from kws.core.errors import EvidenceError, KwsError, ParamsError, TrackingError
from kws.registry.tags import FIGURES, TAGS


@pytest.fixture
def tracked(results, store):
    """A blessed result in the store."""
    results.track()
    return results


def versions(store, model="keyword-spotter"):
    return sorted(store.search_model_versions(f"name = '{model}'"), key=lambda version: int(version.version))


def test_a_blessed_run_becomes_a_version_with_its_alias(tracked, store):
    registration, run = tracked.register(), json.loads((tracked.reports / "run.json").read_text())
    assert registration == {
        "registered": True,
        "model": "keyword-spotter",
        "version": "1",
        "alias": "challenger",
        "run_id": run["run_id"],
        "content_sha256": run["content_sha256"],
    }
    version = store.get_model_version_by_alias("keyword-spotter", "challenger")
    assert (str(version.version), version.run_id, version.source) == ("1", run["run_id"], run["model_uri"])


def test_a_version_says_what_its_model_is(tracked, store):
    tracked.register()
    (version,) = versions(store)
    manifest = tracked.evidence().manifest
    evaluation = json.loads((tracked.reports / "evaluation.json").read_text())
    assert {*TAGS, *FIGURES} - set(version.tags) == {"modelled_latency_ms_median", "modelled_latency_ms_p99"}
    assert version.tags["blessed"] == "true"
    assert version.tags["model_sha256"] == manifest.sha256
    assert version.tags["source_commit"] == manifest.source_commit
    assert float(version.tags["size_bytes"]) == manifest.size_bytes
    assert float(version.tags["accuracy"]) == pytest.approx(evaluation["forms"]["tflite"]["accuracy"], rel=1e-5)


def test_a_version_is_described_by_its_model_card(tracked, store):
    tracked.register()
    (version,) = versions(store)
    assert version.description == (tracked.reports / "model_card.md").read_text()


def test_a_card_longer_than_mlflow_s_table_holds_is_cut(tracked, store):
    (tracked.reports / "model_card.md").write_text("x" * 6000)
    tracked.register()
    assert len(versions(store)[0].description) == 5000


def test_a_missing_card_is_named(tracked):
    (tracked.reports / "model_card.md").unlink()
    with pytest.raises(EvidenceError, match=r"model_card\.md; run track"):
        tracked.register()


def test_the_same_result_is_registered_once(tracked, store):
    first = tracked.register()
    before = [dict(version) for version in versions(store)]
    assert tracked.register() == first
    assert [dict(version) for version in versions(store)] == before


def test_an_alias_that_a_person_moved_stays_where_it_is(tracked, store):
    tracked.register()
    store.delete_registered_model_alias("keyword-spotter", "challenger")
    tracked.register()
    assert store.get_registered_model("keyword-spotter").aliases == {}


def test_another_result_is_another_version_and_takes_the_alias(tracked, store):
    tracked.register()
    tracked.judge(min_accuracy=0.1, min_accuracy_lower_95=0, max_latency_median_ms=1e4, max_latency_p99_ms=1e4)
    tracked.track()
    assert tracked.register()["version"] == "2"
    assert str(store.get_model_version_by_alias("keyword-spotter", "challenger").version) == "2"


def test_a_crash_between_version_and_alias_is_mended_by_running_again(tracked, store):
    tracked.register()
    store.delete_model_version_tag("keyword-spotter", "1", "registered_as")
    store.delete_registered_model_alias("keyword-spotter", "challenger")
    assert tracked.register()["version"] == "1"
    assert str(store.get_model_version_by_alias("keyword-spotter", "challenger").version) == "1"
    assert len(versions(store)) == 1


def test_model_and_alias_are_those_of_the_params(tracked, store):
    tracked.register(model="doorbell", alias="candidate")
    assert str(store.get_model_version_by_alias("doorbell", "candidate").version) == "1"


def test_an_unblessed_model_is_not_registered_and_the_reasons_are_kept(results, store, capsys):
    results.judge(min_accuracy=1, min_accuracy_lower_95=0, max_latency_median_ms=1e4, max_latency_p99_ms=1e4).track()
    registration = results.register()
    assert registration["registered"] is False
    assert [reason.split(":")[0] for reason in registration["reasons"]] == [
        "accuracy (point)",
        "device_accuracy (point)",
    ]
    assert store.search_registered_models() == []
    assert capsys.readouterr().out.splitlines()[-1] == f"not registered: {'; '.join(registration['reasons'])}"


def test_a_verdict_that_the_run_was_not_tracked_with_is_refused(tracked):
    tracked.judge(min_accuracy=1)
    with pytest.raises(EvidenceError, match=r"expected the verdict of run \w+, got another: .*gate\.json; run track"):
        tracked.register()


def test_a_run_file_about_another_content_is_refused(tracked):
    path = tracked.reports / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"content_sha256": "0" * 64}))
    with pytest.raises(EvidenceError, match="to be about content 000000000000, got another"):
        tracked.register()


@pytest.mark.parametrize("name", ["model.tflite", "spotter.py", "device.json"])
def test_what_was_exchanged_in_the_store_since_it_was_tracked_becomes_no_version(name, tracked, store):
    (run,) = store.search_runs(["1"])
    for path in Path(".mlflow").rglob(name):
        path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(KwsError, match=rf"run {run.info.run_id}: expected .*; mlflow runs delete --run-id"):
        tracked.register()
    assert store.search_model_versions() == []
    store.delete_run(run.info.run_id)
    tracked.track()
    assert tracked.register()["version"] == "1"


@pytest.mark.parametrize("lost", ["deleted", "elsewhere"])
def test_a_run_that_the_store_does_not_have_is_named(lost, tracked, store):
    path = tracked.reports / "run.json"
    run = json.loads(path.read_text())
    if lost == "deleted":
        store.delete_run(run["run_id"])
    else:
        path.write_text(json.dumps(run | {"run_id": "0" * 32}))
    with pytest.raises(TrackingError, match=r"expected run .* dvc repro --force --single-item track"):
        tracked.register()


def test_a_run_file_with_other_keys_is_refused(tracked):
    (tracked.reports / "run.json").write_text('{"run_id": "1"}')
    with pytest.raises(EvidenceError, match=r"expected a tracked run, .*run\.json; run track"):
        tracked.register()


def test_names_that_no_address_can_hold_are_refused_at_once(tracked):
    with pytest.raises(ParamsError, match=r"model: expected letters.*got 'door/bell'; alias: expected .*got ''"):
        tracked.register(model="door/bell", alias="")


def test_an_unreachable_server_is_named_and_the_same_command_finishes_later(tracked, monkeypatch):
    with monkeypatch.context() as away:
        away.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")  # the discard service, which nobody runs any more
        with pytest.raises(TrackingError, match=r"Connection refused: http://127\.0\.0\.1:9; .* dvc repro"):
            tracked.register()
    assert not (tracked.reports / "registration.json").exists()
    assert tracked.register()["registered"] is True
