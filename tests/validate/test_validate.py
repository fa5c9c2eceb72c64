import copy
import csv
import json
import shutil

import numpy as np
import pytest
from conftest import CLIPS_PER_WORD, default_section, params_flag

from components.kws.clips import read_clip
from components.kws.errors import DeviceError, EvidenceError
from components.kws.manifest import read_manifest
from components.kws.model import read_manifest as read_model_manifest
from components.kws.params import parse
from components.kws.spotter import Spotter
from components.validate import ValidateParams
from components.validate.__main__ import main
from components.validate.stage import latency_ms, report


def validate(clips, tflite, predictions, device_report):
    flags = ["--clips", str(clips), "--tflite", str(tflite), "--predictions", str(predictions)]
    main([*params_flag("validate"), *flags, "--device-report", str(device_report)])
    return json.loads(device_report.read_text())


def test_the_device_answers_every_test_clip_as_the_host_does(clips_folder, tflite_folder, evaluation, tmp_path):
    document = validate(clips_folder, tflite_folder, evaluation / "predictions.csv", tmp_path / "device.json")
    count = 2 * CLIPS_PER_WORD["test"]
    host = json.loads((evaluation / "evaluation.json").read_text())
    assert (document["kind"], document["n"]) == ("local", count)
    assert document["agreement"] == {"n": count, "same": count, "different": []}
    assert document["errors"] == host["forms"]["tflite"]["errors"]
    for key in ("model_sha256", "data_sha256", "front_end_sha256"):
        assert document[key] == host[key]
    for part in ("front_end", "invoke", "total"):
        quantiles = [document["latency_ms"][part][name] for name in ("median", "p90", "p95", "p99", "max")]
        assert quantiles == sorted(quantiles)
        assert quantiles[0] > 0
    assert document["valid"] is True
    assert document["peak_memory_bytes"] > 1_000_000


def test_answers_that_differ_from_the_hosts_are_listed(clips_folder, tflite_folder, evaluation, tmp_path):
    with (evaluation / "predictions.csv").open() as file:
        rows = list(csv.DictReader(file))
    rows[2]["tflite_up"], rows[2]["tflite_down"] = rows[2]["tflite_down"], rows[2]["tflite_up"]
    with (tmp_path / "predictions.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    document = validate(clips_folder, tflite_folder, tmp_path / "predictions.csv", tmp_path / "device.json")
    assert document["agreement"]["different"] == [rows[2]["clip"]]


def test_predictions_of_other_clips_are_refused(clips_folder, tflite_folder, tmp_path):
    (tmp_path / "predictions.csv").write_text("clip,label,tflite_up,tflite_down\nup/other.wav,up,1,0\n")
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


@pytest.fixture(scope="module")
def run(clips_folder, tflite_folder):
    """What an honest device would say of three clips: events, clips, host answers, manifest, params."""
    manifest = read_model_manifest(tflite_folder)
    clips = [clip for clip in read_manifest(clips_folder) if clip.split == "test"][:3]
    spotter = Spotter(tflite_folder)
    answers = [spotter(read_clip(clips_folder / clip.path)) for clip in clips]
    times = {"front_end_ns": 1000, "invoke_ns": 500, "total_ns": 1500}
    events = [
        {"event": "start", "device": {}, "health": {}, "model_sha256": manifest.sha256, "model_load_ns": 10},
        *(
            {"event": "clip", "id": clip.path, "probabilities": answer.probabilities.tolist(), **times}
            for clip, answer in zip(clips, answers, strict=True)
        ),
        {"event": "end", "health": {}, "peak_memory_bytes": 1},
    ]
    host = {clip.path: answer.label for clip, answer in zip(clips, answers, strict=True)}
    return events, clips, host, manifest, parse(ValidateParams, default_section("validate"), "test")


def test_honest_events_make_a_report(run):
    document = report(*run)
    assert document["latency_ms"]["total"] == dict.fromkeys(("median", "p90", "p95", "p99", "max"), 0.0015)
    assert document["accuracy"] == 1 - document["errors"] / 3


LIES = {
    "another model": (lambda events: events[0].update(model_sha256="0" * 64), "expected model"),
    "a clip too few": (lambda events: events.pop(2), "expected answers to 3 clips"),
    "a clip twice": (lambda events: events.insert(2, events[2]), "expected answers to 3 clips"),
    "clips out of order": (lambda events: events.insert(1, events.pop(2)), "expected answers to 3 clips"),
    "no end": (lambda events: events.pop(), "expected start, clips and end"),
    "nothing": (lambda events: events.clear(), "expected start, clips and end"),
    "a clip without times": (lambda events: events[1].pop("total_ns"), r"expected clip\.total_ns"),
    "no distribution": (lambda events: events[1].update(probabilities=[0.9, 0.9]), "that sum to 1"),
    "too many labels": (lambda events: events[1].update(probabilities=[1, 0, 0]), "expected 2 probabilities"),
    "NaN": (lambda events: events[1].update(probabilities=[float("nan")] * 2), "that sum to 1"),
    "no time at all": (lambda events: events[1].update(invoke_ns=0), "above 0 ns"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_device_is_not_believed(run, lie):
    events, *rest = run
    events = copy.deepcopy(events)
    change, message = LIES[lie]
    change(events)
    with pytest.raises(DeviceError, match=message):
        report(events, *rest)


def test_latency_quantiles_are_numpys_in_milliseconds():
    times = np.random.default_rng(0).integers(1, 10**8, 500)
    result = latency_ms(times.tolist())
    assert result["p99"] == pytest.approx(np.percentile(times, 99) / 1e6)
    assert result["max"] == times.max() / 1e6
