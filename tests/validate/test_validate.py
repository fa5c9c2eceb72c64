"""The report of real and scripted devices: its figures, its reasons, and the events that are refused."""

import copy
import csv
import json
import shutil
import subprocess
import sys
from dataclasses import asdict, replace

import numpy as np
import pytest
from support.project import CLIPS_PER_WORD, ROOT, default_section, params_flag

from components.validate import ValidateParams
from components.validate.__main__ import main
from components.validate.stage import make_report, make_target
from kws.audio.clips import read_clip
from kws.audio.manifest import read_manifest
from kws.core.errors import DeviceError, EvidenceError
from kws.core.params import parse
from kws.model.manifest import read_manifest as read_model_manifest
from kws.model.reports.measurement import Quantiles, Windows
from kws.model.spotter import Spotter

HEALTHY = {
    "governor": "performance",
    "frequency_mhz": 1800.0,
    "temperature_c": 48.0,
    "throttled": {"now": [], "since_boot": []},
    "load_1min": 0.1,
}
PI = {
    "model": "Raspberry Pi 4 Model B Rev 1.4",
    "board": "Raspberry Pi 4 Model B Rev 1.4",
    "machine": "aarch64",
    "cpus": 4,
    "os": "Debian GNU/Linux 12 (bookworm)",
    "kernel": "6.6.31+rpt-rpi-v8",
    "python": "3.11.2",
    "numpy": "2.4.6",
    "ai_edge_litert": "2.3.0",
}


def validate(clips, tflite, predictions, device_report):
    flags = ["--clips", str(clips), "--tflite", str(tflite), "--predictions", str(predictions)]
    main([*params_flag("validate", window_s=0.01), *flags, "--device-report", str(device_report)])
    return json.loads(device_report.read_text())


def test_the_device_answers_every_test_clip_as_the_host_does(clips_folder, tflite_folder, evaluation, tmp_path):
    document = validate(clips_folder, tflite_folder, evaluation / "predictions.csv", tmp_path / "device.json")
    count = 2 * CLIPS_PER_WORD["test"]
    host = json.loads((evaluation / "evaluation.json").read_text())
    assert (document["kind"], document["n"]) == ("local", count)
    exactly = {"n": count, "same": count, "different": [], "inexact": [], "max_steps": 0}
    assert document["agreement"] == exactly
    assert document["errors"] == host["forms"]["tflite"]["errors"]
    for key in ("model_sha256", "data_sha256", "front_end_sha256"):
        assert document[key] == host[key]
    for part in ("front_end", "invoke", "total"):
        tail = [document["latency_ms"][part][name] for name in ("p90", "p95", "p99", "max")]
        assert tail == sorted(tail)
        assert document["latency_ms"][part]["median"] > 0
    assert len(document["windows"]["median_ms"]) == document["protocol"]["windows"] == 5
    assert document["latency_ms"]["total"]["median"] == sorted(document["windows"]["median_ms"])[2]
    assert document["cold_start_ms"] > document["model_load_ms"] > 0
    assert 0 <= document["other_cpu_share"] <= 1
    assert (document["valid"], document["reasons"]) == (True, [])
    assert document["peak_memory_bytes"] > 1_000_000
    assert [target["target"] for target in document["targets"]] == ["local"]


def test_a_machine_that_claims_to_be_a_raspberry_pi_is_checked(clips_folder, tflite_folder, evaluation, tmp_path):
    device = {"kind": "raspberry-pi", "targets": [], "allow_governor": False}
    flags = ["--clips", clips_folder, "--tflite", tflite_folder, "--predictions", evaluation / "predictions.csv"]
    flags += ["--device-report", tmp_path / "device.json"]
    # As on a device, which has no more than the agent needs; what it lacks cannot be imported.
    lacking = ("fabric", "packaging", "paramiko", "rich", "ruamel")
    program = f"import sys; sys.modules.update(dict.fromkeys({lacking})); "
    program += "from components.validate.__main__ import main; main()"
    command = [sys.executable, "-c", program, *params_flag("validate", device=device, window_s=0.01), *map(str, flags)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "device.json").read_text())
    assert (document["kind"], document["valid"]) == ("raspberry-pi", False)
    assert document["agreement"]["same"] == document["n"] == 2 * CLIPS_PER_WORD["test"]
    assert document["reasons"][0].startswith("not a Raspberry Pi: ")


def test_answers_that_differ_from_the_hosts_are_listed(clips_folder, tflite_folder, evaluation, tmp_path):
    with (evaluation / "predictions.csv").open() as file:
        rows = list(csv.DictReader(file))
    rows[2]["logit_up"], rows[2]["logit_down"] = rows[2]["logit_down"], rows[2]["logit_up"]
    with (tmp_path / "predictions.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    document = validate(clips_folder, tflite_folder, tmp_path / "predictions.csv", tmp_path / "device.json")
    assert document["agreement"]["different"] == document["agreement"]["inexact"] == [rows[2]["clip"]]


def test_predictions_of_other_clips_are_refused(clips_folder, tflite_folder, tmp_path):
    header = "clip,label,tflite_up,tflite_down,logit_up,logit_down"
    (tmp_path / "predictions.csv").write_text(f"{header}\nup/other.wav,up,1,0,9,0\n")
    with pytest.raises(EvidenceError, match="expected predictions of every test clip"):
        validate(clips_folder, tflite_folder, tmp_path / "predictions.csv", tmp_path / "device.json")


def test_a_tampered_model_never_reaches_the_device(clips_folder, tflite_folder, evaluation, tmp_path):
    shutil.copytree(tflite_folder, tmp_path / "tflite")
    (tmp_path / "tflite" / "model.tflite").write_bytes(b"TFL3")
    with pytest.raises(Exception, match=r"expected sha256"):
        validate(clips_folder, tmp_path / "tflite", evaluation / "predictions.csv", tmp_path / "device.json")
    assert not (tmp_path / "device.json").exists()


def test_a_damaged_clip_is_named_by_the_device(clips_folder, tflite_folder, evaluation, tmp_path):
    shutil.copytree(clips_folder, tmp_path / "clips")
    (tmp_path / "clips" / "up" / "test_1.wav").write_bytes(b"RIFF")
    with pytest.raises(DeviceError, match=r"up/test_1\.wav"):
        validate(tmp_path / "clips", tflite_folder, evaluation / "predictions.csv", tmp_path / "device.json")


def answer(manifest, logits):
    """Make the fields of an event for these logits."""
    return {"logits": list(logits), "probabilities": list(manifest.probabilities(tuple(logits)))}


@pytest.fixture(scope="module")
def run(clips_folder, tflite_folder):
    """The correct events of three clips, with the other arguments of `make_target`."""
    manifest = read_model_manifest(tflite_folder)
    clips = [clip for clip in read_manifest(clips_folder) if clip.split == "test"][:3]
    spotter = Spotter(tflite_folder)
    logits = [spotter.model(spotter.front_end(read_clip(clips_folder / clip.path))) for clip in clips]
    times = {"front_end_ns": 1000, "invoke_ns": 500, "total_ns": 1500}
    hashes = {"model_sha256": manifest.sha256, "front_end_sha256": manifest.front_end_spec.sha256}
    loading = {"core": 3, "model_load_ns": 10, "cold_start_ns": 20}
    events = [
        {"event": "start", "device": PI, "health": HEALTHY, **hashes, **loading},
        *(
            {"event": "clip", "id": clip.path, **answer(manifest, one), **times}
            for clip, one in zip(clips, logits, strict=True)
        ),
        *({"event": "window", "answers": 9, "elapsed_ns": 10**9, **times} for _ in range(5)),
        {"event": "end", "health": HEALTHY, "peak_memory_bytes": 1, "other_cpu_share": 0.01},
    ]
    host = {clip.path: one for clip, one in zip(clips, logits, strict=True)}
    return events, clips, host, manifest, parse(ValidateParams, default_section("validate"), "test")


def test_correct_events_make_a_target(run):
    found = make_target("pi", *run)
    assert found.latency.total == Quantiles(0.0015, 0.0015, 0.0015, 0.0015, 0.0015)
    assert found.accuracy == 1 - found.errors / 3
    assert found.windows == Windows(median_ms=(0.0015,) * 5, spread=0)


def test_the_median_is_that_of_the_windows_and_the_tail_that_of_all_clips(run):
    events, *rest = run
    events = copy.deepcopy(events)
    for event, total_ns in zip([event for event in events if event["event"] == "window"], (5, 1, 4, 3, 9), strict=True):
        event["total_ns"] = 10**6 * total_ns
    times = np.random.default_rng(0).integers(1, 10**8, 3).tolist()
    for event, total_ns in zip(events[1:4], times, strict=True):
        event["total_ns"] = total_ns
    found = make_target("pi", events, *rest)
    assert found.latency.total.median == 4
    assert found.windows.spread == (9 - 1) / 4
    assert found.latency.total.p99 == pytest.approx(np.percentile(times, 99) / 1e6)
    assert found.latency.total.max == max(times) / 1e6


def test_every_clip_stands_once_in_the_histogram_of_each_part_and_in_the_bin_of_its_time(run):
    events, *rest = run
    events = copy.deepcopy(events)
    for event, total_ns in zip(events[1:4], (10**3, 10**6, 10**9), strict=True):
        event["total_ns"] = total_ns
    histogram = asdict(make_target("pi", events, *rest).latency_histogram)
    edges = np.array(histogram.pop("edges_ms"))
    assert edges[-1] == pytest.approx(1000)
    assert (np.diff(edges) > 0).all()
    assert {part: sum(counts) for part, counts in histogram.items()} == {"front_end": 3, "invoke": 3, "total": 3}
    assert histogram["total"][int(np.searchsorted(edges, 1)) - 1] == 1


def replace_total(target, **quantiles):
    return replace(target.latency, total=replace(target.latency.total, **quantiles))


def test_each_figure_of_several_devices_is_that_of_the_worst(run):
    fast, slow = make_target("fast", *run), make_target("slow", *run)
    slow = replace(slow, latency_ms=replace_total(slow, median=10.0), errors=1, accuracy=2 / 3, peak_memory_bytes=7)
    slow = replace(slow, valid=False, reasons=("throttled now",))
    fast = replace(fast, latency_ms=replace_total(fast, p99=50.0), errors=3, accuracy=0.0)
    _, clips, _, manifest, params = run
    for targets in ((fast, slow), (slow, fast)):
        found = make_report(targets, len(clips), manifest, params)
        assert (found.latency.total.median, found.latency.total.p99) == (10, 50)
        assert (found.errors, found.accuracy, found.peak_memory_bytes) == (3, 0.0, 7)
        assert (found.valid, found.reasons) == (False, ("slow: throttled now",))
        assert found.targets == targets


def list_reasons_on_pi(run, **changes):
    """List the reasons if the run were on a Raspberry Pi, with changes to its events."""
    events, clips, host, manifest, params = run
    events = [{**event, **changes.get(event["event"], {})} for event in events]
    device = replace(params.device, kind="raspberry-pi", targets=("pi",))
    return make_target("pi", events, clips, host, manifest, replace(params, device=device)).reasons


def test_a_healthy_raspberry_pi_is_valid(run):
    assert list_reasons_on_pi(run) == ()


def test_a_reason_that_appears_during_the_measurement_is_listed_with_its_time(run):
    weak = {**HEALTHY, "throttled": {"now": ["under-voltage"], "since_boot": []}}
    assert list_reasons_on_pi(run, end={"health": weak}) == ("under-voltage now (after the measurement)",)
    assert list_reasons_on_pi(run, start={"health": weak}, end={"health": weak}) == ("under-voltage now",)


def test_windows_that_differ_too_much_void_a_raspberry_pis_report_and_no_local_one(run):
    events, *rest = copy.deepcopy(run[0]), *run[1:]
    events[-2]["total_ns"] *= 2
    assert list_reasons_on_pi((events, *rest)) == ("the windows' medians differ by 100.0%, expected at most 10.0%",)
    assert make_target("local", events, *rest).reasons == ()


LIES = {
    "another model": (lambda events: events[0].update(model_sha256="0" * 64), "expected model"),
    "a clip too few": (lambda events: events.pop(2), "expected answers to 3 clips"),
    "a clip twice": (lambda events: events.insert(2, events[2]), "expected answers to 3 clips"),
    "clips out of order": (lambda events: events.insert(1, events.pop(2)), "expected answers to 3 clips"),
    "no end": (lambda events: events.pop(), "expected start, clips and end"),
    "a window too few": (lambda events: events.pop(-2), "with 5 windows"),
    "a window too short": (lambda events: events[-2].update(elapsed_ns=1), "windows of at least 1 s"),
    "another front end": (lambda events: events[0].update(front_end_sha256="0" * 64), "expected front end"),
    "a health that is no object": (lambda events: events[-1].update(health="good"), "health: expected a mapping"),
    "a load time in words": (lambda events: events[0].update(model_load_ns="fast"), "model_load_ns: expected an integ"),
    "more than it was asked": (lambda events: events[1].update(blessed=True), "blessed: unknown"),
    "nothing": (lambda events: events.clear(), "expected start, clips and end"),
    "a clip without times": (lambda events: events[1].pop("total_ns"), "event clip of the device: total_ns: missing"),
    "no distribution": (lambda events: events[1].update(probabilities=[0.9, 0.9]), "the probabilities of"),
    "another's probabilities": (lambda events: events[1]["probabilities"].reverse(), "the probabilities of logits"),
    "no logits": (lambda events: events[1].pop("logits"), "logits: missing"),
    "logits of another model": (lambda events: events[1].update(logits=[1, 0, 0]), "expected 2 logits"),
    "too many labels": (lambda events: events[1].update(probabilities=[1, 0, 0]), "expected 2 logits"),
    "NaN": (lambda events: events[1].update(probabilities=[float("nan")] * 2), "probabilities: expected a number"),
    "no time at all": (lambda events: events[1].update(invoke_ns=0), "invoke_ns: expected a number in"),
}


def test_the_probabilities_of_a_model_that_rejects_are_checked_against_its_logits(run):
    events, clips, host, manifest, *rest = run
    rejecting = replace(manifest, rejects=True)
    events = [{**event, **answer(rejecting, event["logits"])} if "logits" in event else event for event in events]
    assert make_target("pi", events, clips, host, rejecting, *rest).agreement.max_steps == 0
    # Both words a step less likely: the same word by the same distance, and yet another answer.
    fewer = [logit - manifest.output.scale for logit in events[1]["logits"]]
    events[1] |= answer(rejecting, fewer)
    agreement = make_target("pi", events, clips, host, rejecting, *rest).agreement
    assert (agreement.different, agreement.inexact, agreement.max_steps) == ((), (clips[0].path,), 1)
    with pytest.raises(DeviceError, match="expected the probabilities of logits"):
        make_target("pi", events, clips, host, manifest, *rest)


@pytest.mark.parametrize("lie", LIES)
def test_a_device_is_not_believed(run, lie):
    events, *rest = run
    events = copy.deepcopy(events)
    change, message = LIES[lie]
    change(events)
    with pytest.raises(DeviceError, match=rf"{message}.*: pi$"):
        make_target("pi", events, *rest)
