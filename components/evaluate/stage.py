"""Probabilities and labels of a form → how good it is."""

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

if TYPE_CHECKING:  # statistics are for those without TensorFlow too
    from kws.learning.runtime import tf_keras

Labels = npt.NDArray[np.int32]


def keras_logits(model: "tf_keras.Model", examples: Examples) -> Logits:
    """The logits that a Keras model gives, float32 (n, num_labels)."""
    return np.asarray(model.predict(examples.features, batch_size=512, verbose=0))


def tflite_logits(model: TFLiteModel, examples: Examples) -> Logits:
    """The logits that a TFLite model gives, float64 (n, num_labels)."""
    return np.array([model(example) for example in examples.features])


def probabilities_of(logits: Logits, manifest: ModelManifest) -> Probabilities:
    """The probabilities, float64 (n, num_labels), that each clip's logits stand for, to the bit as on a device."""
    return np.array([manifest.probabilities(one) for one in logits.tolist()])


def quality(probabilities: Probabilities, labels: Labels, words: tuple[str, ...], action_threshold: float) -> Quality:
    """How good a form's answers are.

    Args:
        probabilities: (n, num_labels).
        labels: int32 (n,), the true word of each.
        words: num_labels of them.
        action_threshold: the probability from which an answer is acted on.
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


def threshold_curve(
    probabilities: Probabilities, labels: Labels, steps: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """What an action threshold would cost: from 1 / num_labels, where every answer is acted on, to 1.

    Returns:
        thresholds, share answered right, share answered wrong; float64 (steps + 1,) each.
    """
    thresholds = np.linspace(1 / probabilities.shape[1], 1, steps + 1)
    confidence, correct = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    acted = confidence[:, np.newaxis] >= thresholds
    # (n, steps + 1)
    right, wrong = (acted & correct[:, np.newaxis]).mean(axis=0), (acted & ~correct[:, np.newaxis]).mean(axis=0)
    return thresholds, right, wrong


def false_accepts(probabilities: Probabilities, step_s: float, action_threshold: float) -> FalseAccepts:
    """What a model makes of windows of background.

    Args:
        probabilities: (n, num_labels).
        step_s: from one window's start to the next's.
        action_threshold: the probability from which an answer is acted on.
    """
    accepts = int((probabilities.max(axis=1) >= action_threshold).sum())
    exposure_s = len(probabilities) * step_s
    return FalseAccepts(exposure_s, accepts, 3600 * accepts / exposure_s, 3600 * poisson_upper_95(accepts) / exposure_s)


def poisson_upper_95(events: int) -> float:
    """The rate that so few events speak against: the one-sided exact bound of their expected number (Garwood 1936)."""
    return float(chi2.ppf(0.95, 2 * (events + 1))) / 2


def background_accepts(
    probabilities: Probabilities, background: Examples, manifest: ModelManifest
) -> dict[str, FalseAccepts]:
    """What the model makes of each kind of background, and of `all` together."""
    kinds = {kind: background.clip_ids == kind for kind in dict.fromkeys(background.clip_ids.tolist())}
    kinds["all"] = np.ones(len(background), bool)
    return {
        kind: false_accepts(probabilities[chosen], BACKGROUND_STEP_S, manifest.action_threshold)
        for kind, chosen in kinds.items()
    }


def describe(
    manifest: ModelManifest,
    forms: dict[str, Probabilities],
    labels: Labels,
    false: dict[str, FalseAccepts],
    params: EvaluateParams,
) -> Evaluation:
    """The evaluation of a model.

    Args:
        manifest: of the TFLite form.
        forms: probabilities (n, num_labels) of the test clips, by form.
        labels: int32 (n,), the true word of each.
        false: what the model makes of background, by kind.
        params: of the stage.
    """
    words = manifest.labels
    return Evaluation(
        model_sha256=manifest.sha256,
        data_sha256=manifest.data_sha256,
        front_end_sha256=manifest.front_end_spec.sha256,
        labels=words,
        action_threshold=manifest.action_threshold,
        forms={form: quality(answers, labels, words, manifest.action_threshold) for form, answers in forms.items()},
        background=false,
        sizes=Sizes(size_bytes=manifest.size_bytes, zip_bytes=manifest.zip_bytes),
        params={"evaluate": asdict(params)},
    )


def predict(test: Examples, words: tuple[str, ...], forms: dict[str, Probabilities], logits: Logits) -> Predictions:
    """The answers to every test clip.

    Args:
        test: the split.
        words: num_labels of them.
        forms: probabilities (n, num_labels) by form.
        logits: of the TFLite form, (n, num_labels), with which devices are compared.
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
