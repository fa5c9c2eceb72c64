"""`kws predict` on files, folders and registered models."""

import csv
import io
import os
import subprocess
import sys

import numpy as np
import pytest
import soundfile
from rich.console import Console
from support.dense_model import make_dense_file, make_dense_folder
from support.project import ROOT
from support.results import empty_database, results, shared_results, store

from kws.audio.clips import encode_wav, read_clip
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ, FrontEndSpec
from kws.cli.predictions import find_recordings, load_spotter, make_table, predict, write_csv
from kws.core.errors import ClipError, EvidenceError, ModelError, ParamsError, TrackingError
from kws.model.spotter import Spotter

__all__ = ["empty_database", "shared_results", "results", "store"]

# Two broad filters and what neither of them hears.
SPEC = FrontEndSpec("log_mel", 250.0, 250.0, 1, 2, 100.0, 6000.0, 1)
LABELS = ("low", "high", "background")


@pytest.fixture
def folder(tmp_path):
    """A model that tells a low from a high tone, and both from silence."""
    weights = np.tile(np.eye(3, 2, dtype=np.float32), (1, SPEC.num_frames)) / 8
    content = make_dense_file(weights, np.zeros(3, np.float32), input_shape=(1, SPEC.num_frames, 2))
    return make_dense_folder(tmp_path / "tflite", content, SPEC, LABELS)


def tone(hertz, rate_hz=SAMPLE_RATE_HZ, seconds=1.0):
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(rate_hz * seconds)) / rate_hz)).astype(np.float32)


def written(path, samples, rate_hz=SAMPLE_RATE_HZ, **form):
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, samples, rate_hz, **form)
    return path


def kws(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "kws.cli", "predict", *map(str, arguments)],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("hertz", "label"), [(900, "low"), (2800, "high"), (0, "background")])
@pytest.mark.parametrize("rate_hz", [8_000, 44_100])
@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_a_recording_of_any_rate_is_answered_with_any_of_the_labels(folder, tmp_path, hertz, label, rate_hz, suffix):
    stereo = np.stack([tone(hertz, rate_hz), tone(hertz, rate_hz)], axis=1)
    prediction = predict(load_spotter(str(folder)), written(tmp_path / f"a{suffix}", stereo, rate_hz))
    assert prediction.answer.label == label
    assert sum(prediction.answer.probabilities) == pytest.approx(1)
    assert prediction.ms > 0


def test_a_clip_of_the_data_set_gets_the_answer_that_evaluate_got(shared_results):
    spotter = load_spotter(str(shared_results.tflite))
    path = shared_results.clips / "up" / "test_0.wav"
    expected = Spotter(shared_results.tflite)(read_clip(path))
    answer = predict(spotter, path).answer
    assert answer == expected


def test_the_loudest_second_of_a_longer_recording_counts(folder, tmp_path):
    samples = np.concatenate([np.zeros(3 * CLIP_SAMPLES, np.float32), tone(2800), np.zeros(CLIP_SAMPLES, np.float32)])
    assert predict(load_spotter(str(folder)), written(tmp_path / "long.wav", samples)).answer.label == "high"


def test_a_folder_stands_for_the_recordings_below_it(tmp_path):
    for name in ("b/2.WAV", "a/1.flac", "a/.hidden.wav", "a/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "c").mkdir()
    assert find_recordings([tmp_path, tmp_path / "x.wav"]) == [
        tmp_path / "a/1.flac",
        tmp_path / "b/2.WAV",
        tmp_path / "x.wav",
    ]
    with pytest.raises(ClipError, match=r"expected recordings \(\.wav, \.flac\), found none: .*c$"):
        find_recordings([tmp_path / "c"])


def test_the_csv_holds_every_probability(folder, tmp_path):
    spotter, path = load_spotter(str(folder)), written(tmp_path / "low.wav", tone(900))
    prediction = predict(spotter, path)
    write_csv(tmp_path / "answers.csv", LABELS, [prediction])
    with (tmp_path / "answers.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["label"], float(row["ms"])) == (str(path), "low", pytest.approx(prediction.ms, abs=1e-4))
    found = [float(row[f"probability_{label}"]) for label in LABELS]
    assert found == pytest.approx(prediction.answer.probabilities, abs=1e-6)


def test_the_table_shows_file_label_probability_and_time_whole(folder, tmp_path):
    spotter, path = load_spotter(str(folder)), written(tmp_path / ("long_" * 20 + ".wav"), tone(900))
    console = Console(record=True, width=60, file=io.StringIO())
    console.print(make_table(spotter, [predict(spotter, path)]))
    text = console.export_text()
    assert "low" in text and "acted on from 0.9" in text
    assert "".join(line.split("│")[1].strip() for line in text.splitlines() if "│" in line) == str(path)


def test_a_registered_version_answers_by_its_alias(results, store):
    results.track()
    results.register()
    store.set_registered_model_alias("keyword-spotter", "champion", "1")
    path = results.clips / "down" / "test_0.wav"
    answer = predict(load_spotter("models:/keyword-spotter@champion"), path).answer
    assert answer.label == Spotter(results.tflite)(read_clip(path)).label
    assert predict(load_spotter("models:/keyword-spotter/1"), path).answer.label == answer.label


def test_a_version_that_was_tampered_with_answers_nothing(results, store):
    run = results.track()
    results.register()
    (report,) = (results.reports.parent / ".mlflow" / "artifacts").rglob(f"{run['run_id']}/**/report.html")
    report.write_text(report.read_text().replace("Blessed", "Superb"))
    with pytest.raises(EvidenceError, match="expected content_sha256"):
        load_spotter("models:/keyword-spotter@challenger")


@pytest.mark.parametrize(
    ("model", "error", "message"),
    [
        ("models:/keyword-spotter@nobody", TrackingError, "expected a version at models:/keyword-spotter@nobody"),
        ("models:/keyword-spotter", ParamsError, "expected models:/NAME@ALIAS or models:/NAME/VERSION"),
        ("nowhere", ModelError, "expected a model manifest"),
    ],
)
def test_a_model_that_is_not_there_is_named(model, error, message, store):
    with pytest.raises(error, match=message):
        load_spotter(model)


def test_the_command_answers_what_it_can_and_names_the_rest(folder, tmp_path):
    good = written(tmp_path / "good.wav", tone(900))
    (tmp_path / "bad.wav").write_bytes(encode_wav(tone(900))[:100])
    done = kws("--model", folder, "--csv", "answers.csv", "bad.wav", good.name, "none.wav", cwd=tmp_path)
    assert done.returncode == 2
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert [line.rpartition(": ")[2] for line in errors] == ["bad.wav", "none.wav"]
    assert done.stdout == "answers.csv\n"
    assert (tmp_path / "answers.csv").read_text().splitlines()[1].startswith("good.wav,low,")


def test_the_command_prints_a_table_and_has_examples(folder, tmp_path):
    written(tmp_path / "good.wav", tone(2800))
    done = kws("--model", folder, "good.wav", cwd=tmp_path)
    assert done.returncode == 0
    assert "good.wav" in done.stdout and "high" in done.stdout
    assert "kws predict clip.wav" in kws("--help", cwd=tmp_path).stdout


def test_a_missing_model_is_one_line(tmp_path):
    done = kws("clip.wav", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("error: expected a model manifest, got ")


def test_answers_take_the_place_of_no_folder_and_no_recording(folder, tmp_path):
    recording = written(tmp_path / "d" / "x.wav", tone(900))
    voice = recording.read_bytes()

    for place, got in (("d", "a folder that would be lost"), ("d/x.wav", "one of the recordings")):
        done = kws("--model", folder, "--csv", place, recording, cwd=tmp_path)

        assert done.returncode == 2
        assert (f"got {got}: {place}" in done.stderr, len(done.stderr.splitlines())) == (True, 1)
        assert recording.read_bytes() == voice
