"""Calibration: a temperature for a trained network's logits, so that its probabilities match its accuracy.

Source: temperature scaling of Guo et al., "On Calibration of Modern Neural Networks" (2017).
"""

import numpy as np
import numpy.typing as npt

from kws.audio.features import Examples
from kws.learning.runtime import tf_keras
from kws.model.probabilities import Logits, softmax

# Bounds of the inverse temperature, far beyond that of any trained network.
LEAST, LARGEST = 1e-3, 1e3
HALVINGS = 60


def calibrate(model: tf_keras.Model, validation: Examples, rejects: bool) -> None:
    """Calibrate a network, in place, by the best temperature for the validation split.

    Args:
        model: features → logits, which its last layer computes.
        validation: clips that the network was not trained on.
        rejects: as in `softmax`.
    """
    logits = model.predict(validation.features, batch_size=512, verbose=0)
    divide_logits(model, find_temperature(logits, validation.labels, rejects))


def find_temperature(logits: Logits, labels: npt.NDArray[np.int32], rejects: bool) -> float:
    """Find the temperature: the divisor of the logits that gives the least cross-entropy.

    The cross-entropy is convex in the inverse temperature. Bisection finds where its slope, the mean over the clips of
    Σ pᵢzᵢ minus the logit of the true word, passes 0.

    Args:
        logits: float32 (n, num_labels), of clips that the network was not trained on.
        labels: int32 (n,), the true word of each.
        rejects: as in `softmax`.
    """
    true = logits[np.arange(len(labels)), labels]
    low, high = LEAST, LARGEST
    for _ in range(HALVINGS):
        middle = np.sqrt(low * high)
        expected = (softmax(logits * np.float32(middle), rejects=rejects) * logits).sum(axis=1)
        low, high = (middle, high) if (expected - true).mean() < 0 else (low, middle)
    return float(1 / middle)


def divide_logits(model: tf_keras.Model, temperature: float) -> None:
    """Divide the logits by a temperature, in place: the weights of the last layer, which computes them."""
    logits = model.layers[-1]
    logits.set_weights([values / temperature for values in logits.get_weights()])
