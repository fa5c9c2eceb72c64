"""What the frontier says of the runs of a recipe."""

from pathlib import Path

import pytest

from benchmarks.frontier import missed, of_features, recipes, row
from benchmarks.workflow import changes, write_params


def result(errors: int, accepts: int) -> dict:
    form = {"accuracy": 1 - errors / 100, "errors": errors, "correct_above_threshold": 0.9, "wrong_above_threshold": 0}
    return {
        "seconds": 1.0,
        "validation_errors": 2 * errors,
        "evaluation": {
            "forms": {"tflite": form},
            "sizes": {"size_bytes": 1000, "zip_bytes": 500},
            "background": {"all": {"accepts": accepts, "exposure_s": 1800}},
        },
    }


def test_a_row_is_the_mean_and_the_worst_of_its_seeds() -> None:
    line = row("default", [result(1, 0), result(3, 2)])

    assert line["accuracy %"] == pytest.approx(98)
    assert line["worst %"] == pytest.approx(97)
    assert (line["errors"], line["chosen on"]) == ("1 3", "2 6")
    assert (line["false accepts"], line["hours"]) == (2, 1)
    # Garwood's table: the bound of two events.
    assert line["an hour, at most"] == pytest.approx(6.296, abs=1e-3)


def test_missed_clips_are_those_whose_likeliest_word_is_another(tmp_path: Path) -> None:
    path = tmp_path / "predictions.csv"
    path.write_text("clip,label,tflite_up,tflite_down\na.wav,up,0.9,0.1\nb.wav,up,0.2,0.3\nc.wav,down,0.1,0.2\n")

    assert missed(path, ["up", "down"]) == ["b.wav"]


def test_the_published_recipe_is_made_of_keys_of_the_params(tmp_path: Path) -> None:
    rows = recipes(published=True, ablations=["train.label_smoothing=0"])

    assert list(rows) == ["default", "train.label_smoothing=0", "published"]
    for settings in rows.values():
        write_params(tmp_path, changes(settings))


def test_recipes_that_differ_in_training_alone_share_their_features() -> None:
    assert of_features(["train.epochs=2", "preprocess.num_mel_bins=10"]) == ("preprocess.num_mel_bins=10",)
    assert of_features(["train.epochs=2"]) == of_features([])
