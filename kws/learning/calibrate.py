"""A trained network → the same answers, with probabilities that mean what they say.

Source: temperature scaling of Guo et al., "On Calibration of Modern Neural Networks" (2017).
"""

import numpy as np
import numpy.typing as npt

from kws.audio.features import Examples
from kws.learning.runtime import tf_keras
from kws.model.probabilities import Logits, softmax

# The inverse temperature lies far within these for any trained network.
LEAST, LARGEST = 1e-3, 1e3
HALVINGS = 60


def calibrate(model: tf_keras.Model, validation: Examples, rejects: bool) -> None:
    """Cool a network, in place, by the temperature that suits the validation split.

    Args:
        model: features → logits, by its last layer.
        validation: clips that the network has not learnt from.
        rejects: as in `softmax`.
    """
    logits = model.predict(validation.features, batch_size=512, verbose=0)
    cool(model, temperature(logits, validation.labels, rejects))


def temperature(logits: Logits, labels: npt.NDArray[np.int32], rejects: bool) -> float:
    """What the logits are to be divided by for the least cross-entropy.

    That is convex in the inverse temperature; where its slope, the mean of Σ pᵢzᵢ - z of the true word, passes 0 is
    found by halving.

    Args:
        logits: float32 (n, num_labels) of clips that the network has not learnt from.
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


def cool(model: tf_keras.Model, divisor: float) -> None:
    """Divide the logits of a network whose last layer gives them, in place."""
    logits = model.layers[-1]
    logits.set_weights([values / divisor for values in logits.get_weights()])
