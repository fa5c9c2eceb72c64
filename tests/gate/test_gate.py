"""The gate: every limit from both sides, impossible figures, and the verdict that people and Kubeflow get."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from support import reports as reports_of
from support.project import ROOT, default_section, params_flag

from components.gate import GateParams
from components.gate.__main__ import main
from components.gate.stage import Source, judge
from kws.core.errors import EvidenceError, ParamsError
from kws.core.files import sha256_of
from kws.core.params import parse

PARAMS = parse(GateParams, default_section("gate"), "test")


def judge_reports(evaluation=None, device=None):
    return judge(
        evaluation or reports_of.evaluation(),
        device or reports_of.device(),
        PARAMS,
        evaluation_from=Source("evaluation.json", "e" * 64),
        device_from=Source("device.json", "d" * 64),
    )


def list_failed(verdict):
    return [(check.metric, check.bound) for check in verdict.checks if not check.passed]


def test_a_model_within_every_limit_is_blessed():
    verdict = judge_reports()
    assert verdict.blessed
    assert list_failed(verdict) == []
    assert all(check.reason for check in verdict.checks)


def make_evaluation(**changes):
    return reports_of.evaluation(replace(reports_of.quality(), **changes))


@pytest.mark.parametrize(
    ("evaluation", "check"),
    [
        (make_evaluation(accuracy=0.994), None),
        (make_evaluation(accuracy=0.9939), ("accuracy", "point")),
        (make_evaluation(accuracy_lower_95=0.98), None),
        (make_evaluation(accuracy_lower_95=0.9799), ("accuracy", "lower_95")),
        (reports_of.evaluation(size_bytes=49_999), None),
        (reports_of.evaluation(size_bytes=50_000), ("size_bytes", "point")),
    ],
)
def test_the_evaluation_is_checked_against_its_limits(evaluation, check):
    verdict = judge_reports(evaluation=evaluation)
    assert verdict.blessed is (check is None)
    assert list_failed(verdict) == ([check] if check else [])


@pytest.mark.parametrize(
    ("device", "check"),
    [
        (reports_of.device(accuracy=0.9939), ("device_accuracy", "point")),
        (reports_of.device(reports_of.latency(median=39.99)), None),
        (reports_of.device(reports_of.latency(median=40.0)), ("latency_ms", "median")),
        (reports_of.device(reports_of.latency(p99=79.99)), None),
        (reports_of.device(reports_of.latency(p99=80.0)), ("latency_ms", "p99")),
    ],
)
def test_the_device_is_checked_against_its_limits(device, check):
    verdict = judge_reports(device=device)
    assert verdict.blessed is (check is None)
    assert list_failed(verdict) == ([check] if check else [])


def test_an_emulated_device_is_judged_by_its_modelled_latency_and_by_no_clock():
    assert judge_reports(device=reports_of.device(kind="emulated")).blessed
    verdict = judge_reports(device=reports_of.device(reports_of.latency(1e6, 1e6), kind="emulated"))
    assert list_failed(verdict) == [("modelled_latency_ms", "median"), ("modelled_latency_ms", "p99")]


def test_99_5_percent_of_200_clips_is_not_enough():
    evaluation = reports_of.evaluation(reports_of.quality(errors=1, lower=0.9725, n=200))
    assert list_failed(judge_reports(evaluation=evaluation)) == [("accuracy", "lower_95")]


def test_an_invalid_measurement_is_a_failed_latency_check():
    verdict = judge_reports(device=reports_of.device(valid=False, reasons=("throttled",)))
    assert list_failed(verdict) == [("latency_ms", "median"), ("latency_ms", "p99")]
    assert "invalid: throttled" in verdict.checks[-1].reason


@pytest.mark.parametrize("key", reports_of.ABOUT)
def test_reports_about_different_things_are_refused(key):
    with pytest.raises(EvidenceError, match=f"expected reports with the same {key}"):
        judge_reports(device=reports_of.device(**{key: "9" * 64}))


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("evaluation", '"accuracy": 0.997 → "accuracy": NaN', r"forms\.float\.accuracy: expected a number, got nan"),
        ("evaluation", '"accuracy": 0.997 → "accuracy": 1.5', r"accuracy: expected a number in \[0, 1\], got 1\.5"),
        ("evaluation", '"n": 1000 → "n": 0', r"n: expected a number in \[1, inf.*, got 0"),
        ("device", '"median": 2.0 → "median": -2.0', r"median: expected a number in \(0, inf.*, got -2"),
        ("device", '"valid": true → "valid": "yes"', "valid: expected true or false, got 'yes'"),
        ("device", '"kind": "local" → "kind": "emulated"', "modelled_latency_ms: missing of kind emulated"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_its_place(reports, name, change, message):
    path = reports / f"{name}.json"
    before, after = change.split(" → ")
    path.write_text(path.read_text().replace(before, after))
    with pytest.raises(EvidenceError, match=rf"{message}.*{name}\.json"):
        gate(reports)
    assert not (reports / "gate.json").exists()


def test_a_gate_without_a_threshold_cannot_exist():
    section = default_section("gate")
    del section["max_size_bytes"]
    with pytest.raises(ParamsError, match="max_size_bytes: missing"):
        parse(GateParams, section, "test")


@pytest.fixture
def reports(tmp_path):
    reports_of.evaluation().write(tmp_path / "evaluation.json")
    reports_of.device().write(tmp_path / "device.json")
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
def test_kubeflow_gets_the_verdict(reports, limit, blessed):
    output = reports / "executor_output.json"
    executor_input = json.dumps({"outputs": {"outputFile": str(output), "artifacts": {}}})
    flags = ["--evaluation", str(reports / "evaluation.json"), "--device-report", str(reports / "device.json")]
    flags += ["--verdict", str(reports / "gate.json"), "--summary", str(reports / "gate.md")]
    main([*params_flag("gate", max_size_bytes=limit), *flags, "--executor-input", executor_input])
    assert json.loads(output.read_text())["parameterValues"] == {"blessed": blessed}


def test_a_report_cut_short_is_named(reports):
    (reports / "device.json").write_text('{"accuracy": 0.9')
    with pytest.raises(EvidenceError, match=r"expected JSON.*device\.json"):
        gate(reports)
    assert not (reports / "gate.json").exists()
