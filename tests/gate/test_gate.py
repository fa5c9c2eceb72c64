import copy
import json
import subprocess
import sys

import pytest
from support.project import ROOT, default_section, params_flag

from components.gate import GateParams
from components.gate.__main__ import main
from components.gate.stage import Evidence, judge
from kws.core.errors import EvidenceError, ParamsError
from kws.core.files import sha256_of
from kws.core.params import parse

ABOUT = {"model_sha256": "m", "data_sha256": "d", "front_end_sha256": "f"}
EVALUATION = {
    **ABOUT,
    "forms": {"tflite": {"accuracy": 0.997, "accuracy_lower_95": 0.99}},
    "sizes": {"size_bytes": 23_000},
}
DEVICE = {
    **ABOUT,
    "accuracy": 0.997,
    "latency_ms": {"total": {"median": 2.0, "p99": 3.0}},
    "valid": True,
    "reasons": [],
}
PARAMS = parse(GateParams, default_section("gate"), "test")


def verdict_of(evaluation=EVALUATION, device=DEVICE):
    return judge(Evidence(evaluation, "evaluation.json", "e"), Evidence(device, "device.json", "d"), PARAMS)


def changed(document, path, value):
    document = copy.deepcopy(document)
    *keys, last = path.split(".")
    inner = document
    for key in keys:
        inner = inner[key]
    inner[last] = value
    return document


def failed(verdict):
    return [(check.metric, check.bound) for check in verdict.checks if not check.passed]


def test_a_model_within_every_limit_is_blessed():
    verdict = verdict_of()
    assert verdict.blessed
    assert failed(verdict) == []
    assert all(check.reason for check in verdict.checks)


@pytest.mark.parametrize(
    ("path", "value", "blessed", "check"),
    [
        ("forms.tflite.accuracy", 0.994, True, None),
        ("forms.tflite.accuracy", 0.9939, False, ("accuracy", "point")),
        ("forms.tflite.accuracy_lower_95", 0.98, True, None),
        ("forms.tflite.accuracy_lower_95", 0.9799, False, ("accuracy", "lower_95")),
        ("sizes.size_bytes", 49_999, True, None),
        ("sizes.size_bytes", 50_000, False, ("size_bytes", "point")),
    ],
)
def test_the_evaluation_is_held_to_its_limits(path, value, blessed, check):
    verdict = verdict_of(evaluation=changed(EVALUATION, path, value))
    assert verdict.blessed is blessed
    assert failed(verdict) == ([check] if check else [])


@pytest.mark.parametrize(
    ("path", "value", "blessed", "check"),
    [
        ("accuracy", 0.9939, False, ("device_accuracy", "point")),
        ("latency_ms.total.median", 39.99, True, None),
        ("latency_ms.total.median", 40.0, False, ("latency_ms", "median")),
        ("latency_ms.total.p99", 79.99, True, None),
        ("latency_ms.total.p99", 80.0, False, ("latency_ms", "p99")),
    ],
)
def test_the_device_is_held_to_its_limits(path, value, blessed, check):
    verdict = verdict_of(device=changed(DEVICE, path, value))
    assert verdict.blessed is blessed
    assert failed(verdict) == ([check] if check else [])


def test_an_emulated_device_is_judged_by_its_modelled_latency_and_by_no_clock():
    slow = {"total": {"median": 1e6, "p99": 1e6}}
    emulated = {**DEVICE, "kind": "emulated", "latency_ms": slow, "modelled_latency_ms": DEVICE["latency_ms"]}
    assert verdict_of(device=emulated).blessed
    verdict = verdict_of(device={**emulated, "modelled_latency_ms": slow})
    assert failed(verdict) == [("modelled_latency_ms", "median"), ("modelled_latency_ms", "p99")]
    with pytest.raises(EvidenceError, match=r"expected a number at modelled_latency_ms\.total\.median, got None"):
        verdict_of(device={**DEVICE, "kind": "emulated"})


def test_99_5_percent_of_200_clips_is_not_enough():
    evaluation = changed(EVALUATION, "forms.tflite.accuracy", 0.995)
    evaluation = changed(evaluation, "forms.tflite.accuracy_lower_95", 0.9725)
    assert failed(verdict_of(evaluation=evaluation)) == [("accuracy", "lower_95")]


@pytest.mark.parametrize("valid", [False, None, "yes"])
def test_an_invalid_measurement_is_a_failed_latency_check(valid):
    device = {**DEVICE, "valid": valid, "reasons": ["throttled"]}
    verdict = verdict_of(device=device)
    assert failed(verdict) == [("latency_ms", "median"), ("latency_ms", "p99")]
    assert "invalid: throttled" in verdict.checks[-1].reason


@pytest.mark.parametrize("key", ABOUT)
def test_reports_about_different_things_are_refused(key):
    with pytest.raises(EvidenceError, match=f"expected reports with the same {key}"):
        verdict_of(device={**DEVICE, key: "other"})


@pytest.mark.parametrize("value", [None, "0.99", True, {}])
def test_a_figure_that_is_no_number_is_refused_by_its_place(value):
    with pytest.raises(EvidenceError, match=r"expected a number at forms\.tflite\.accuracy.*evaluation\.json"):
        verdict_of(evaluation=changed(EVALUATION, "forms.tflite.accuracy", value))


def test_a_gate_without_a_threshold_cannot_exist():
    section = default_section("gate")
    del section["max_size_bytes"]
    with pytest.raises(ParamsError, match="max_size_bytes: missing"):
        parse(GateParams, section, "test")


@pytest.fixture
def reports(tmp_path):
    (tmp_path / "evaluation.json").write_text(json.dumps(EVALUATION))
    (tmp_path / "device.json").write_text(json.dumps(DEVICE))
    return tmp_path


def gate(reports, **changes):
    flags = ["--evaluation", str(reports / "evaluation.json"), "--device-report", str(reports / "device.json")]
    flags += ["--verdict", str(reports / "gate.json"), "--summary", str(reports / "gate.md")]
    main([*params_flag("gate", **changes), *flags])
    return json.loads((reports / "gate.json").read_text())


def test_every_number_can_be_traced_to_its_file(reports):
    document = gate(reports)
    hashes = {str(reports / name): sha256_of(reports / name) for name in ("evaluation.json", "device.json")}
    assert {check["file"] for check in document["checks"]} == set(hashes)
    assert all(check["file_sha256"] == hashes[check["file"]] for check in document["checks"])


def test_the_last_line_is_the_verdict_with_its_reasons(reports, capsys):
    gate(reports)
    assert capsys.readouterr().out.splitlines()[-1] == "blessed"
    assert gate(reports, min_accuracy=0.999, max_size_bytes=1000)["blessed"] is False
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith("not blessed: ")
    assert "0.9970 is less than 0.999" in line
    assert "23,000 is not below 1,000" in line


def test_an_unblessed_model_ends_the_stage_well_and_the_check_with_status_1(reports):
    gate(reports)
    command = [sys.executable, "-m", "kws.cli", "gate", "--check", "--verdict", str(reports / "gate.json")]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0
    gate(reports, max_size_bytes=1000)
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "FAILED  size_bytes (point): 23,000 is not below 1,000" in done.stdout


def test_the_summary_says_the_verdict_and_every_reason(reports):
    gate(reports, max_size_bytes=1000)
    text = (reports / "gate.md").read_text()
    assert text.startswith("# Not blessed\n")
    assert "| size_bytes | point | **failed** | 23,000 is not below 1,000 |" in text
    assert text.count("| passed |") == 5


@pytest.mark.parametrize(("limit", "blessed"), [(50_000, True), (1000, False)])
def test_kubeflow_is_told_the_verdict(reports, limit, blessed):
    told = reports / "executor_output.json"
    executor_input = json.dumps({"outputs": {"outputFile": str(told), "artifacts": {}}})
    flags = ["--evaluation", str(reports / "evaluation.json"), "--device-report", str(reports / "device.json")]
    flags += ["--verdict", str(reports / "gate.json"), "--summary", str(reports / "gate.md")]
    main([*params_flag("gate", max_size_bytes=limit), *flags, "--executor-input", executor_input])
    assert json.loads(told.read_text())["parameterValues"] == {"blessed": blessed}


def test_a_report_cut_short_is_named(reports):
    (reports / "device.json").write_text('{"accuracy": 0.9')
    with pytest.raises(EvidenceError, match=r"expected JSON.*device\.json"):
        gate(reports)
    assert not (reports / "gate.json").exists()
