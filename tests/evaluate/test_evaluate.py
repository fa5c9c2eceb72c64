"""The quality of a model's forms: figures checked by hand, exact intervals, predictions and plots."""

import csv
import json
import shutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kfp.dsl import ClassificationMetrics
from scipy.stats import beta, poisson
from support.project import CLIPS_PER_WORD, params_flag

from components.evaluate.__main__ import main
from components.evaluate.figures import make_confusion_metadata, select_key_figures
from components.evaluate.stage import compute_threshold_curve, count_false_accepts, measure_quality
from kws.audio.features import read_front_end, write_front_end
from kws.audio.front_end_spec import FrontEndSpec
from kws.core.errors import FrontEndError, ModelError
from kws.model.reports.evaluation import Evaluation

WORDS = ("up", "down")


def probabilities(*ups):
    up = np.array(ups, np.float32)
    return np.stack([up, 1 - up], axis=1)


def test_the_figures_are_those_counted_by_hand():
    answers = probabilities(0.999, 0.6, 0.2, 0.995, 0.01, 0.4)
    labels = np.array([0, 0, 0, 1, 1, 1], np.int32)
    result = measure_quality(answers, labels, WORDS, action_threshold=0.99)
    assert (result.n, result.errors) == (6, 2)
    assert result.accuracy == pytest.approx(4 / 6)
    assert result.recall == pytest.approx({"up": 2 / 3, "down": 2 / 3})
    assert result.confusion == ((2, 1), (1, 2))
    assert result.correct_above_threshold == pytest.approx(2 / 6)
    assert result.wrong_above_threshold == pytest.approx(1 / 6)


def measure_with_errors(n, errors):
    """Measure the quality of n answers, the labels in turn, of which the first `errors` are wrong."""
    labels = np.arange(n, dtype=np.int32) % 2
    answered = np.where(np.arange(n) < errors, 1 - labels, labels)
    return measure_quality(probabilities(*(1.0 - answered)), labels, WORDS, action_threshold=0.5)


@given(st.integers(2, 900), st.integers(0, 900))
def test_the_interval_is_clopper_and_pearsons(n, errors):
    errors = min(n, errors)
    result, right = measure_with_errors(n, errors), n - errors
    lower = beta.ppf(0.025, right, errors + 1) if right else 0
    upper = beta.ppf(0.975, right + 1, errors) if errors else 1
    assert result.accuracy_lower_95 == pytest.approx(lower, abs=1e-9)
    assert result.accuracy_upper_95 == pytest.approx(upper, abs=1e-9)


def test_one_error_of_200_clips_says_97_3_to_99_99_percent():
    result = measure_with_errors(200, 1)
    assert result.accuracy == 0.995
    assert (round(result.accuracy_lower_95, 4), round(result.accuracy_upper_95, 4)) == (0.9725, 0.9999)


@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=20), st.integers(2, 30))
def test_the_threshold_curve_counts_what_each_threshold_lets_through(ups, steps):
    answers, labels = probabilities(*ups), np.zeros(len(ups), np.int32)
    thresholds, right, wrong = compute_threshold_curve(answers, labels, steps)
    assert (thresholds[0], thresholds[-1], len(thresholds)) == (0.5, 1, steps + 1)
    assert right[0] + wrong[0] == pytest.approx(1)
    for threshold, share_right, share_wrong in zip(thresholds, right, wrong, strict=True):
        sure = [row for row in answers if row.max() >= threshold]
        hits = sum(row.argmax() == 0 for row in sure)
        assert (share_right, share_wrong) == pytest.approx((hits / len(ups), (len(sure) - hits) / len(ups)))


def test_the_report_holds_every_form_and_the_predictions_agree_with_it(evaluation):
    report = json.loads((evaluation / "evaluation.json").read_text())
    with (evaluation / "predictions.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert list(report["forms"]) == ["float", "pruned", "tflite"]
    assert len(rows) == 2 * CLIPS_PER_WORD["test"]
    for form, figures in report["forms"].items():
        answers = [max(WORDS, key=lambda word: float(row[f"{form}_{word}"])) for row in rows]
        errors = sum(answer != row["label"] for answer, row in zip(answers, rows, strict=True))
        assert (figures["n"], figures["errors"]) == (len(rows), errors)
        assert np.sum(figures["confusion"]) == len(rows)


def test_pictures_and_tables_are_drawn(evaluation):
    plots = evaluation / "plots"
    assert sorted(path.name for path in plots.iterdir()) == [
        "confusion.csv",
        "confusion.png",
        "threshold.csv",
        "threshold.png",
    ]
    assert (plots / "confusion.png").read_bytes().startswith(b"\x89PNG")
    with (plots / "threshold.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 101
    assert set(rows[0]) == {
        "threshold",
        *(f"{form}_{side}" for form in ("float", "pruned", "tflite") for side in ("right", "wrong")),
    }


def test_kubeflow_draws_the_confusion_matrix_as_it_would_its_own():
    drawn = ClassificationMetrics(name="confusion", uri="")
    drawn.log_confusion_matrix(["up", "down"], [[9, 1], [2, 8]])
    assert make_confusion_metadata(("up", "down"), [[9, 1], [2, 8]]) == drawn.metadata


def test_kubeflow_compares_runs_by_numbers(evaluation):
    figures = select_key_figures(Evaluation.read(evaluation / "evaluation.json"))
    assert {"tflite_accuracy", "accuracy_lower_95", "size_bytes"} <= set(figures)
    assert all(isinstance(value, int | float) for value in figures.values())


def evaluate(features, model, tflite, folder):
    flags = ["--features", str(features), "--model", str(model), "--pruned", str(model), "--tflite", str(tflite)]
    flags += ["--evaluation", str(folder / "evaluation.json"), "--predictions", str(folder / "predictions.csv")]
    flags += ["--plots", str(folder / "plots")]
    main([*params_flag("evaluate"), *flags])


def test_features_of_another_front_end_are_refused(features_folder, model_folder, tflite_folder, tmp_path):
    shutil.copytree(features_folder, tmp_path / "features")
    spec = read_front_end(features_folder)
    write_front_end(tmp_path / "features", FrontEndSpec(**{**vars(spec), "mel_min_hz": 60.0}))
    with pytest.raises(FrontEndError, match="expected front end"):
        evaluate(tmp_path / "features", model_folder, tflite_folder, tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("damage", ["tampered", "truncated"])
def test_a_model_that_is_not_the_manifests_is_refused(features_folder, model_folder, tflite_folder, tmp_path, damage):
    shutil.copytree(tflite_folder, tmp_path / "tflite")
    path = tmp_path / "tflite" / "model.tflite"
    content = path.read_bytes()
    path.write_bytes({"tampered": content[:-4] + b"\0\1\2\3", "truncated": content[:1000]}[damage])
    with pytest.raises(ModelError, match=r"expected sha256 .*model\.tflite"):
        evaluate(features_folder, model_folder, tmp_path / "tflite", tmp_path / "reports")


@given(st.integers(0, 50), st.floats(0.1, 10))
def test_the_bound_of_false_accepts_is_the_rate_at_which_there_are_no_more_one_time_in_twenty(accepts, step_s):
    loud = np.arange(100) < accepts
    counted = count_false_accepts(probabilities(*np.where(loud, 0.995, 0.5)), step_s, action_threshold=0.99)
    assert (counted.accepts, counted.exposure_s) == (accepts, pytest.approx(100 * step_s))
    assert counted.per_hour == pytest.approx(36 * accepts / step_s)
    expected = counted.per_hour_upper_95 * counted.exposure_s / 3600
    assert poisson.cdf(accepts, expected) == pytest.approx(0.05, abs=1e-6)


def test_every_kind_of_background_is_listened_to_and_all_of_it_together(evaluation):
    heard = json.loads((evaluation / "evaluation.json").read_text())["background"]
    kinds = [kind for kind in heard if kind != "all"]
    assert kinds == ["_background_noise_/white.wav", "made", "silence"]
    for figure in ("exposure_s", "accepts"):
        assert heard["all"][figure] == sum(heard[kind][figure] for kind in kinds)
