"""The table of the frontier and its cached stages."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support import reports

from benchmarks.frontier import ABLATIONS, SeedResult, always_missed, deciding, missed, recipes, row
from benchmarks.workflow import changes, write_params
from kws.model.reports.evaluation import FalseAccepts


def result(errors: int = 0, accepts: int = 0, missed: Sequence[str] = ()) -> SeedResult:
    heard = FalseAccepts(exposure_s=1800.0, accepts=accepts, per_hour=2.0 * accepts, per_hour_upper_95=20.0)
    evaluation = reports.evaluation(reports.quality(errors, n=100), background={"all": heard})
    return SeedResult(Path(), evaluation, missed, validation_errors=2 * errors)


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
    rows = ("a.wav,up,0.9,0.1,2,0", "b.wav,up,0.2,0.3,0,0.4", "c.wav,down,0.1,0.2,0,0.7")
    path.write_text("\n".join(("clip,label,tflite_up,tflite_down,logit_up,logit_down", *rows)))

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
    found = [result(missed=["b.wav", "a.wav"]), result(missed=["a.wav", "c.wav", "b.wav"])]

    assert always_missed(found) == ["a.wav", "b.wav"]
