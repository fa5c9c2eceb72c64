import csv
import math
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from support.project import ROOT, default_section, params_flag

from components.train import TrainParams
from components.train.__main__ import main
from kws.audio.features import read_examples
from kws.core.errors import DatasetError, ModelError, ParamsError, TrainingError
from kws.core.lineage import Lineage
from kws.core.params import parse
from kws.learning.fit import fit, make_deterministic, make_optimizer, schedule_learning_rate
from kws.learning.networks import build_network
from kws.learning.runtime import tf
from kws.learning.saved_model import read_model
from kws.model.reports.history import read_history

SMALL = {"alpha": 0.25, "branches": 1, "batch_size": 8}


def trained_weights(features_folder, backup, **changes):
    params = parse(TrainParams, default_section("train", **SMALL, **changes), "test")
    make_deterministic(params.seed)
    training, validation = (read_examples(features_folder, split) for split in ("training", "validation"))
    model = build_network(params.architecture, params.alpha, training.features.shape[1:], 2)
    fit(model, training, validation, params, backup=backup, description="train")
    return model.get_weights()


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(features_folder, tmp_path):
    first, again, other = (trained_weights(features_folder, tmp_path / "b", epochs=1, seed=seed) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


SCHEDULES = {
    "linear": lambda progress: 0.01 + (1e-4 - 0.01) * progress,
    "cosine": lambda progress: 1e-4 + (0.01 - 1e-4) * (1 + math.cos(math.pi * progress)) / 2,
}


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_the_learning_rate_falls_along_its_schedule(schedule):
    params = default_section("train", schedule=schedule, learning_rate=0.01, end_learning_rate=1e-4)
    rates = schedule_learning_rate(parse(TrainParams, params, "test"), 18)
    got = [float(rates(step)) for step in (0, 5, 11, 17, 18)]
    assert got == pytest.approx([SCHEDULES[schedule](step / 18) for step in (0, 5, 11, 17, 18)], rel=1e-4)


def test_the_history_has_a_row_per_epoch_with_the_rate_of_its_last_step(model_folder):
    history = read_history(model_folder / "history.csv")
    assert [row.epoch for row in history] == [0, 1, 2]
    assert history[0].learning_rate > history[1].learning_rate > history[2].learning_rate


def test_weight_decay_applies_to_kernels_only(features_folder):
    model = build_network("temporal", 0.25, (50, 20), 2)
    adamw = make_optimizer(0.1, weight_decay=0.5)
    before = {weight.name: weight.numpy() for weight in model.trainable_weights}
    adamw.build(model.trainable_weights)
    adamw.apply_gradients((tf.zeros_like(weight), weight) for weight in model.trainable_weights)
    shrunk = {w.name for w in model.trainable_weights if not np.array_equal(w.numpy(), before[w.name])}
    assert shrunk == {name for name in before if "kernel" in name}


def test_the_history_has_times_and_scores(model_folder):
    history = read_history(model_folder / "history.csv")
    assert history[0].time < history[1].time < time.time()
    assert history[2].loss < history[0].loss


def test_the_model_carries_its_lineage(features_folder, model_folder):
    before, after = Lineage.read(features_folder), Lineage.read(model_folder)
    assert after.labels == before.labels
    assert after.params["train"]["alpha"] == SMALL["alpha"]
    assert read_model(model_folder).output_shape == (None, len(after.labels))


def test_a_loss_that_is_not_finite_stops_the_training_and_leaves_no_model(features_folder, tmp_path):
    shutil.copytree(features_folder, tmp_path / "features")
    arrays = dict(np.load(features_folder / "training.npz"))
    arrays["features"][3] = 1e30  # finite, but not its square
    np.savez(tmp_path / "features" / "training.npz", **arrays)
    with pytest.raises(TrainingError, match="got NaN or infinity in epoch 1: lower learning_rate"):
        main(
            [
                *params_flag("train", **SMALL, epochs=1),
                *("--features", str(tmp_path / "features"), "--model", str(tmp_path / "float")),
            ]
        )
    assert not (tmp_path / "float").exists()


def test_features_that_are_not_finite_are_refused_by_name(features_folder, tmp_path):
    arrays = dict(np.load(features_folder / "training.npz"))
    arrays["features"][3, 5] = np.nan
    np.savez(tmp_path / "training.npz", **arrays)
    with pytest.raises(DatasetError, match=r"NaN or infinity: .*training\.npz"):
        read_examples(tmp_path, "training")


def test_features_that_are_cut_short_are_refused_by_name(features_folder, tmp_path):
    shutil.copytree(features_folder, tmp_path / "features")
    path = tmp_path / "features" / "training.npz"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DatasetError, match=r"training\.npz; run preprocess"):
        main([*params_flag("train"), "--features", str(tmp_path / "features"), "--model", str(tmp_path / "float")])


def test_a_learning_rate_that_rises_is_refused():
    with pytest.raises(ParamsError, match="end_learning_rate: expected at most learning_rate"):
        parse(TrainParams, default_section("train", end_learning_rate=0.1), "test")


def test_a_damaged_keras_model_is_refused_by_name(tmp_path):
    (tmp_path / "model.keras").write_bytes(b"PK no model")
    with pytest.raises(ModelError, match=r"model\.keras"):
        read_model(tmp_path)


def rows_in(path):
    if not path.exists():
        return 0
    with path.open() as file:
        return sum(1 for _ in csv.DictReader(file))


@pytest.mark.slow
def test_a_killed_run_resumes_after_its_last_epoch_to_the_same_weights(features_folder, tmp_path):
    def command(model):
        flags = ["--features", str(features_folder), "--model", str(tmp_path / model)]
        params = params_flag("train", **{**SMALL, "branches": 2}, epochs=60)
        return [sys.executable, "-m", "components.train", *params, *flags]

    def workplace(name):
        (tmp_path / name).mkdir()
        return tmp_path / name

    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    subprocess.run(command("whole"), cwd=workplace("a"), env=environment, check=True, capture_output=True)
    place = workplace("b")
    with subprocess.Popen(command("resumed"), cwd=place, env=environment, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not any(rows_in(path) >= 5 for path in place.glob(".cache/train/*.csv")):
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL, "ended before it could be killed"
    assert not (tmp_path / "resumed").exists()
    subprocess.run(command("resumed"), cwd=place, env=environment, check=True, capture_output=True)

    whole, resumed = (read_history(tmp_path / name / "history.csv") for name in ("whole", "resumed"))
    assert [replace(row, time=0) for row in resumed] == [replace(row, time=0) for row in whole]
    assert resumed[5].time - resumed[3].time > 1, "the second process took over the epochs of the first"
    weights = [read_model(tmp_path / name).get_weights() for name in ("whole", "resumed")]
    assert all(np.array_equal(a, b) for a, b in zip(*weights, strict=True))
    assert not list(place.glob(".cache/train/*")), "the backup is gone once it is not needed"
