"""Training is the same whatever a person's environment says."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.project import ROOT, params_flag

ODD_SETTINGS = {
    "KERAS_BACKEND": "jax",
    "LC_ALL": "tr_TR.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "7",
    "TF_DISABLE_MKL": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_XLA_FLAGS": "--tf_xla_auto_jit=2 --tf_xla_cpu_global_jit",
    "TZ": "Pacific/Kiritimati",
}


def run(stage: str, flags: list[str], home: Path, **settings: str) -> str:
    """Run a stage in a home of its own, on one core if the settings are odd; what it prints."""
    command = [sys.executable, "-m", f"components.{stage}", *params_flag(stage, **PARAMS.get(stage, {})), *flags]
    done = subprocess.run(
        command if not settings else ["taskset", "-c", "0", *command],
        cwd=home,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(home), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


PARAMS = {"train": {"alpha": 0.25, "branches": 1, "epochs": 2, "batch_size": 8}}


def weights(folder: Path) -> str:
    """The hash of a Keras model's weights; the archive around them carries the date."""
    with zipfile.ZipFile(folder / "model.keras") as archive:
        return hashlib.sha256(archive.read("model.weights.h5")).hexdigest()


@pytest.mark.slow
def test_nothing_of_the_environment_changes_a_network_or_its_evaluation(features_folder: Path, tmp_path: Path) -> None:
    plain, odd = tmp_path / "plain", tmp_path / "odd"
    (odd / ".keras").mkdir(parents=True)
    plain.mkdir()
    keras = {"image_data_format": "channels_first", "floatx": "float16", "epsilon": 0.1, "backend": "tensorflow"}
    (odd / ".keras" / "keras.json").write_text(json.dumps(keras))
    (odd / ".config" / "matplotlib").mkdir(parents=True)
    (odd / ".config" / "matplotlib" / "matplotlibrc").write_text("axes.facecolor: red\nbackend: tkagg\n")
    umask = os.umask(0o077)
    try:
        outputs = {
            home: _run_all(features_folder, home, **settings) for home, settings in ((plain, {}), (odd, ODD_SETTINGS))
        }
    finally:
        os.umask(umask)

    assert outputs[plain] == outputs[odd]
    assert weights(plain / "float") == weights(odd / "float")
    for name in ("tflite/model.tflite", "evaluation.json", "predictions.csv", "plots/confusion.png"):
        assert (plain / name).read_bytes() == (odd / name).read_bytes(), name


def _run_all(features: Path, home: Path, **settings: str) -> list[str]:
    read = ["--features", str(features)]
    forms = ["--model", "float", "--pruned", "float", "--tflite", "tflite"]
    written = ["--evaluation", "evaluation.json", "--predictions", "predictions.csv", "--plots", "plots"]
    return [
        run("train", [*read, "--model", "float"], home, **settings),
        run("convert", [*read, "--pruned", "float", "--tflite", "tflite"], home, **settings),
        run("evaluate", [*read, *forms, *written], home, **settings),
    ]
