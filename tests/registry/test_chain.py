"""A fetched version is complete, and refused if its parts do not belong together."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.results import copy_results, open_store

from kws.core.errors import EvidenceError, KwsError, ModelError, ParamsError, TrackingError
from kws.core.files import sha256_of
from kws.registry.chain import fetch, verify
from kws.registry.version import Address, Version
from kws.tracking.client import connect

HERE = Address("keyword-spotter", "@", "challenger")


@pytest.fixture(scope="module")
def original(shared_results, empty_database, tmp_path_factory) -> Version:
    """A fetched version, not to be changed."""
    folder = tmp_path_factory.mktemp("chain")
    results = copy_results(shared_results, folder)
    with open_store(folder, empty_database):
        results.track()
        results.register()
        with connect() as client:
            return fetch(client, HERE, folder / "fetched")


@pytest.fixture
def version(original, tmp_path) -> Version:
    """A copy of it, to be damaged."""
    shutil.copytree(original.folder, tmp_path / "version")
    return replace(original, folder=tmp_path / "version")


def refusal(version: Version, expected: type[KwsError] = EvidenceError) -> str:
    with pytest.raises(expected) as refused:
        verify(version)
    (line,) = str(refused.value).splitlines()
    assert line.startswith("models:/keyword-spotter/1: expected ")
    assert str(version.folder) not in line
    return line


def rewrite_json(path: Path, **changes: object) -> None:
    """Change some keys of a JSON file."""
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def change_tags(version: Version, **tags: str) -> Version:
    """Change tags of both the version and its run, as somebody with write access to MLflow could."""
    return replace(version, tags={**version.tags, **tags}, run_tags={**version.run_tags, **tags})


def test_a_fetched_version_is_the_model_that_was_registered(original, shared_results):
    assert sha256_of(original.tflite / "model.tflite") == sha256_of(shared_results.tflite / "model.tflite")
    assert (str(original), original.manifest.labels) == ("models:/keyword-spotter/1", ("up", "down"))
    assert {path.name for path in (original.evidence / "reports").iterdir()} >= {"gate.json", "device.json"}


@pytest.mark.parametrize("text", ["models:/doorbell@champion", "models:/door.bell-2/7"])
def test_an_address_is_an_alias_or_a_number(text):
    assert str(Address.parse(text)) == text


@pytest.mark.parametrize("text", ["doorbell", "models:/doorbell", "models:/a/b@c", "models:/doorbell/new", ""])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ParamsError, match=r"expected models:/NAME@ALIAS or models:/NAME/VERSION, got "):
        Address.parse(text)


@pytest.mark.parametrize("text", ["models:/keyword-spotter@champion", "models:/keyword-spotter/7", "models:/other@a"])
def test_a_version_that_is_not_there_is_named(text, store, tmp_path):
    store.create_registered_model("keyword-spotter")
    with pytest.raises(TrackingError, match=f"expected a version at {text}, found none: sqlite"), connect() as client:
        fetch(client, Address.parse(text), tmp_path / "fetched")
    assert not (tmp_path / "fetched").exists()


def test_a_run_that_was_deleted_is_refused(results, store, tmp_path):
    results.track()
    store.delete_run(results.register()["run_id"])
    with pytest.raises(EvidenceError, match="expected a run in the store, got a deleted one"), connect() as client:
        fetch(client, HERE, tmp_path / "fetched")


def test_files_that_the_store_has_lost_are_said_on_one_line(results, store, tmp_path):
    results.track()
    results.register()
    shutil.rmtree(next((tmp_path / ".mlflow" / "artifacts").glob("**/reports")))
    with (
        pytest.raises(EvidenceError, match=r"found none: run/reports/gate\.json"),
        connect() as client,
    ):
        fetch(client, HERE, tmp_path / "fetched")


def test_another_model_file_is_refused(version):
    path = version.tflite / "model.tflite"
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert "expected sha256" in refusal(version, ModelError)


def test_another_model_with_a_manifest_to_match_is_refused(version):
    path = version.tflite / "model.tflite"
    path.write_bytes(path.read_bytes() + b"\0")
    rewrite_json(version.tflite / "model.json", sha256=sha256_of(path))
    assert "expected model_sha256" in refusal(version)


def test_another_threshold_in_the_manifest_is_refused(version):
    rewrite_json(version.tflite / "model.json", action_threshold=0.1)
    assert "model/artifacts/tflite/model.json" in refusal(version)


@pytest.mark.parametrize("name", ["model_sha256", "front_end_sha256", "verdict_sha256", "blessed"])
def test_a_changed_tag_is_refused(version, name):
    assert f"expected tag {name}" in refusal(replace(version, tags={**version.tags, name: "0" * 64}))


@pytest.mark.parametrize("name", ["model_sha256", "front_end_sha256", "data_sha256", "params_sha256"])
def test_a_tag_that_was_changed_in_the_run_too_is_refused(version, name):
    assert f"expected {name} 000000000000" in refusal(change_tags(version, **{name: "0" * 64}))


def test_a_changed_verdict_is_refused(version):
    rewrite_json(version.evidence / "reports" / "gate.json", checks=[])
    assert "run/reports/gate.json" in refusal(version)


def test_a_verdict_that_is_not_blessed_is_refused_even_where_every_hash_is_right(version):
    gate = version.evidence / "reports" / "gate.json"
    first, *others = json.loads(gate.read_text())["checks"]
    rewrite_json(gate, blessed=False, checks=[{**first, "passed": False}, *others])
    assert "expected the verdict of a blessed model" in refusal(change_tags(version, verdict_sha256=sha256_of(gate)))


def test_a_verdict_without_a_single_check_is_refused(version):
    gate = version.evidence / "reports" / "gate.json"
    rewrite_json(gate, checks=[])
    assert "checks: expected at least one, got none" in refusal(change_tags(version, verdict_sha256=sha256_of(gate)))


@pytest.mark.parametrize("report", ["evaluation", "device"])
def test_a_changed_report_is_refused(version, report):
    rewrite_json(version.evidence / "reports" / f"{report}.json", n=1_000_000)
    assert "as it was judged, got another" in refusal(version)


@pytest.mark.parametrize("name", ["run/reports/predictions.csv", "model/code/kws/model/spotter.py"])
def test_whatever_else_is_changed_is_refused(version, name):
    with (version.folder / name).open("a") as file:
        file.write("\n")
    assert "expected content_sha256" in refusal(version)


@pytest.mark.parametrize("name", ["run/reports/evaluation.json", "run/tflite/model.json", "model/requirements.txt"])
def test_what_is_missing_is_named(version, name):
    (version.folder / name).unlink()
    assert name in refusal(version)


def test_a_server_that_is_away_is_said_with_the_advice_given(monkeypatch, tmp_path):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")  # the discard service, which nobody runs any more
    refused = r"Connection refused: http://127\.0\.0\.1:9; try again"
    with pytest.raises(TrackingError, match=refused), connect("try again") as client:
        fetch(client, HERE, tmp_path / "fetched")
