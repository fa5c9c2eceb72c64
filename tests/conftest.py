"""What several test files stand on: a small data set of chirps, and what the stages make of it."""

from collections import Counter
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import settings
from support.project import CLIPS_PER_WORD, default_section, params_flag, write_clips

# A test says whether something is right, never how fast it is: a busy machine fails none.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """At the end, say what was not tested and how to get it."""
    skipped = Counter(
        report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", ())
    )
    if skipped:
        terminalreporter.section("not tested here")
        for reason, count in sorted(skipped.items()):
            terminalreporter.line(f"{count} tests: {reason}")


@pytest.fixture(scope="session")
def clips_folder(tmp_path_factory) -> Path:
    """Chirps in three splits, with a noise file."""
    return write_clips(tmp_path_factory.mktemp("data") / "clips", CLIPS_PER_WORD)


@pytest.fixture(scope="session")
def features_folder(clips_folder, tmp_path_factory) -> Path:
    """What preprocess makes of them at the default front end, without augmented copies."""
    from components.preprocess.__main__ import main

    folder = tmp_path_factory.mktemp("data") / "features"
    plain = {**default_section("preprocess")["augmentation"], "copies": 0, "background_share": 0}
    main([*params_flag("preprocess", augmentation=plain), "--clips", str(clips_folder), "--features", str(folder)])
    return folder


@pytest.fixture(scope="session")
def model_folder(features_folder, tmp_path_factory) -> Path:
    """A narrow network after a few epochs: bad, but a real model."""
    from components.train.__main__ import main

    folder = tmp_path_factory.mktemp("models") / "float"
    params = params_flag("train", alpha=0.25, branches=1, epochs=3, batch_size=8)
    # In a folder of its own: another process may train the same, and each keeps its state below where it is.
    with chdir(folder.parent):
        main([*params, "--features", str(features_folder), "--model", str(folder)])
    return folder


@pytest.fixture(scope="session")
def tflite_folder(features_folder, model_folder, tmp_path_factory) -> Path:
    """The same as an int8 TFLite model."""
    from components.convert.__main__ import main

    folder = tmp_path_factory.mktemp("models") / "tflite"
    flags = ["--features", str(features_folder), "--pruned", str(model_folder), "--tflite", str(folder)]
    main([*params_flag("convert"), *flags])
    return folder


@pytest.fixture(scope="session")
def evaluation(features_folder, model_folder, tflite_folder, tmp_path_factory) -> Path:
    """The folder of what evaluate says of it: evaluation.json, predictions.csv and plots."""
    from components.evaluate.__main__ import main

    folder = tmp_path_factory.mktemp("reports")
    flags = ["--features", str(features_folder), "--model", str(model_folder), "--pruned", str(model_folder)]
    flags += ["--tflite", str(tflite_folder), "--evaluation", str(folder / "evaluation.json")]
    flags += ["--predictions", str(folder / "predictions.csv"), "--plots", str(folder / "plots")]
    main([*params_flag("evaluate"), *flags])
    return folder
