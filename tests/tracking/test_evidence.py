"""The evidence is refused if its files are about different models, data or reports."""

import json

import pytest
from support.project import write_clips

from components.track.stage import collect_findings
from kws.core.errors import EvidenceError


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_a_finished_result_is_read_whole(shared_results):
    evidence = shared_results.evidence()
    assert evidence.manifest.labels == ("up", "down")
    assert len(evidence.histories["train"]) == len((shared_results.model / "history.csv").read_text().splitlines()) - 1
    assert all(path.is_file() for path in evidence.files.values())


@pytest.mark.parametrize("report", ["evaluation.json", "device.json", "gate.json"])
def test_a_report_about_another_model_is_refused_by_name(report, results):
    change(results.reports / report, model_sha256="0" * 64)
    with pytest.raises(EvidenceError, match=rf"model_sha256 .* got 000000000000: .*{report}"):
        results.evidence()


def test_an_evaluation_on_other_data_is_refused(results):
    change(results.reports / "evaluation.json", data_sha256="0" * 64)
    with pytest.raises(EvidenceError, match=r"data_sha256 .*evaluation\.json"):
        results.evidence()


def test_clips_that_the_model_was_not_made_of_are_refused(results, tmp_path):
    write_clips(tmp_path / "clips", {"training": 1, "validation": 1, "test": 1})
    results = type(results)(tmp_path / "clips", results.model, results.pruned, results.tflite, results.reports)
    with pytest.raises(EvidenceError, match="data_sha256"):
        results.evidence()


def test_a_verdict_on_a_report_that_changed_since_is_refused(results):
    change(results.reports / "device.json", cold_start_ms=1.0)
    with pytest.raises(EvidenceError, match=r"another .*device\.json: .*gate\.json; run gate"):
        results.evidence()


def test_a_missing_file_is_named(results):
    (results.reports / "predictions.csv").unlink()
    with pytest.raises(EvidenceError, match=r"found none: .*predictions\.csv"):
        results.evidence()


@pytest.mark.parametrize("table", ["predictions.csv", "plots/threshold.csv"])
@pytest.mark.parametrize("damage", ["", "clip,label\nx\n"])
def test_a_damaged_table_is_named(table, damage, results):
    (results.reports / table).write_text(damage)
    with pytest.raises(
        EvidenceError, match=rf"expected (a table of evaluate|predictions of up, down), got .*{table}; run evaluate"
    ):
        results.track()


def test_predictions_of_noise_are_no_clips_to_listen_to(results):
    path = results.reports / "predictions.csv"
    lines = path.read_text().splitlines()
    noise = ["_background_noise_/white.wav", "up", *(["0.5"] * (lines[0].count(",") - 1))]
    path.write_text("\n".join([*lines, ",".join(noise)]))
    found = collect_findings(results.evidence(), results.clips, [])
    assert len(found.answers) == len(lines) - 1


def test_a_missing_key_is_named(results):
    change(results.reports / "device.json")
    report = json.loads((results.reports / "device.json").read_text())
    del report["kind"]
    (results.reports / "device.json").write_text(json.dumps(report))
    with pytest.raises(EvidenceError, match=r"kind: missing: .*device\.json; run validate"):
        results.evidence()


@pytest.mark.parametrize(
    ("history", "message"),
    [
        ("epoch,loss\n0,1\n", "got the columns epoch, loss"),
        ("", "got the columns of an empty file"),
    ],
)
def test_a_damaged_history_is_refused_by_name(history, message, results):
    (results.model / "history.csv").write_text(history)
    with pytest.raises(EvidenceError, match=rf"{message}.*history\.csv"):
        results.evidence()
