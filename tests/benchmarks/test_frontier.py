"""What the frontier says of the runs of a recipe."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.frontier import ABLATIONS, always_missed, deciding, missed, recipes, row
from benchmarks.workflow import changes, write_params


def result(errors: int, accepts: int) -> dict[str, Any]:
    form = {"accuracy": 1 - errors / 100, "errors": errors, "correct_above_threshold": 0.9, "wrong_above_threshold": 0}
    return {
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


def test_the_published_recipe_and_the_ablations_are_made_of_keys_of_the_params(tmp_path: Path) -> None:
    ablations = ABLATIONS.read_text(encoding="utf-8").splitlines()

    rows = recipes(published=True, ablations=ablations)

    assert list(rows) == ["default", *ablations, "published"]
    for settings in rows.values():
        write_params(tmp_path, changes(settings))


def test_recipes_share_what_comes_before_their_first_difference() -> None:
    changed = {"preprocess.num_mel_bins": 10, "train.epochs": 2, "prune.method": "none"}

    assert deciding(changed, 0) == deciding({"preprocess.num_mel_bins": 10}, 0)
    assert deciding(changed, 1) == deciding({**changed, "prune.method": "magnitude", "convert.seed": 2}, 1)
    assert deciding(changed, 2) == changed


def test_what_every_seed_missed_is_in_the_list_of_each() -> None:
    found = [{"missed": ["b.wav", "a.wav"]}, {"missed": ["a.wav", "c.wav", "b.wav"]}]

    assert always_missed(found) == ["a.wav", "b.wav"]
