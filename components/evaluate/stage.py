"""The quality of a model's forms on the test split, and their false accepts on background."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest, chi2

from components.evaluate import EvaluateParams
from kws.audio.features import BACKGROUND_STEP_S, Examples
from kws.model.manifest import ModelManifest
from kws.model.probabilities import Logits, Probabilities
from kws.model.reports.evaluation import Evaluation, FalseAccepts, Quality, Sizes
from kws.model.reports.predictions import Prediction, Predictions
from kws.model.tflite import TFLiteModel

if TYPE_CHECKING:  # the benchmarks use the statistics without TensorFlow
    from kws.learning.runtime import tf_keras

Labels = npt.NDArray[np.int32]


def compute_keras_logits(model: "tf_keras.Model", examples: Examples) -> Logits:
    """Compute the logits of a Keras model, float32 (n, num_labels)."""
    return np.asarray(model.predict(examples.features, batch_size=512, verbose=0))


def compute_tflite_logits(model: TFLiteModel, examples: Examples) -> Logits:
    """Compute the logits of a TFLite model, float64 (n, num_labels)."""
    return np.array([model(example) for example in examples.features])


def compute_probabilities(logits: Logits, manifest: ModelManifest) -> Probabilities:
    """Compute the probabilities of logits, float64 (n, num_labels), with the same arithmetic as on a device."""
    return np.array([manifest.probabilities(one) for one in logits.tolist()])


def measure_quality(
    probabilities: Probabilities, labels: Labels, words: tuple[str, ...], action_threshold: float
) -> Quality:
    """Measure the quality of a form's answers.

    Args:
        probabilities: (n, num_labels).
        labels: int32 (n,), the index of each clip's true word.
        words: the num_labels words.
        action_threshold: lowest probability at which an answer is acted on.
    """
    answers = probabilities.argmax(axis=1)
    correct, acted = answers == labels, probabilities.max(axis=1) >= action_threshold
    interval = binomtest(int(correct.sum()), len(labels)).proportion_ci(confidence_level=0.95, method="exact")
    confusion = np.zeros((len(words), len(words)), int)
    np.add.at(confusion, (labels, answers), 1)
    return Quality(
        n=len(labels),
        errors=int((~correct).sum()),
        accuracy=float(correct.mean()),
        accuracy_lower_95=float(interval.low),
        accuracy_upper_95=float(interval.high),
        recall={word: float(correct[labels == index].mean()) for index, word in enumerate(words)},
        confusion=tuple(map(tuple, confusion.tolist())),
        correct_above_threshold=float((correct & acted).mean()),
        wrong_above_threshold=float((~correct & acted).mean()),
    )


def compute_threshold_curve(
    probabilities: Probabilities, labels: Labels, steps: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Compute the shares of right and wrong answers acted on, for thresholds from 1 / num_labels to 1.

    At the first threshold every answer is acted on.

    Returns:
        thresholds, share of right answers, share of wrong answers; float64 (steps + 1,) each.
    """
    thresholds = np.linspace(1 / probabilities.shape[1], 1, steps + 1)
    confidence, correct = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    acted = confidence[:, np.newaxis] >= thresholds
    # (n, steps + 1)
    right, wrong = (acted & correct[:, np.newaxis]).mean(axis=0), (acted & ~correct[:, np.newaxis]).mean(axis=0)
    return thresholds, right, wrong


def count_false_accepts(probabilities: Probabilities, step_s: float, action_threshold: float) -> FalseAccepts:
    """Count the false accepts in windows of background.

    Args:
        probabilities: (n, num_labels).
        step_s: from one window's start to the next's.
        action_threshold: lowest probability at which an answer is acted on.
    """
    accepts = int((probabilities.max(axis=1) >= action_threshold).sum())
    exposure_s = len(probabilities) * step_s
    return FalseAccepts(exposure_s, accepts, 3600 * accepts / exposure_s, 3600 * poisson_upper_95(accepts) / exposure_s)


def poisson_upper_95(events: int) -> float:
    """Compute the one-sided exact 95 % upper bound of a Poisson mean from a count (Garwood 1936)."""
    return float(chi2.ppf(0.95, 2 * (events + 1))) / 2


def count_background_accepts(
    probabilities: Probabilities, background: Examples, manifest: ModelManifest
) -> dict[str, FalseAccepts]:
    """Count the false accepts in each kind of background, and in `all` together."""
    kinds = {kind: background.clip_ids == kind for kind in dict.fromkeys(background.clip_ids.tolist())}
    kinds["all"] = np.ones(len(background), bool)
    return {
        kind: count_false_accepts(probabilities[chosen], BACKGROUND_STEP_S, manifest.action_threshold)
        for kind, chosen in kinds.items()
    }


def make_evaluation(
    manifest: ModelManifest,
    forms: dict[str, Probabilities],
    labels: Labels,
    background: dict[str, FalseAccepts],
    params: EvaluateParams,
) -> Evaluation:
    """Make the evaluation of a model.

    Args:
        manifest: of the TFLite form.
        forms: probabilities (n, num_labels) of the test clips, by form.
        labels: int32 (n,), the index of each clip's true word.
        background: false accepts by kind of background.
        params: of the stage.
    """
    words = manifest.labels
    return Evaluation(
        model_sha256=manifest.sha256,
        data_sha256=manifest.data_sha256,
        front_end_sha256=manifest.front_end_spec.sha256,
        labels=words,
        action_threshold=manifest.action_threshold,
        forms={
            form: measure_quality(answers, labels, words, manifest.action_threshold) for form, answers in forms.items()
        },
        background=background,
        sizes=Sizes(size_bytes=manifest.size_bytes, zip_bytes=manifest.zip_bytes),
        params={"evaluate": asdict(params)},
    )


def make_predictions(
    test: Examples, words: tuple[str, ...], forms: dict[str, Probabilities], logits: Logits
) -> Predictions:
    """Make the predictions of every test clip.

    Args:
        test: the split.
        words: the num_labels words.
        forms: probabilities (n, num_labels) by form.
        logits: of the TFLite form, (n, num_labels), with which a device's logits are compared.
    """
    numbers = {form: values.tolist() for form, values in forms.items()}
    clips = {
        clip: Prediction(
            label=words[label],
            probabilities={form: tuple(values[place]) for form, values in numbers.items()},
            logits=tuple(logits[place].tolist()),
        )
        for place, (clip, label) in enumerate(zip(test.clip_ids.tolist(), test.labels, strict=True))
    }
    return Predictions(words, tuple(forms), clips)
