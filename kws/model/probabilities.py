"""Probabilities of the words, and of none of them, from a model's logits."""

import numpy as np
import numpy.typing as npt

# One for each label, in their order: Python's own numbers, which for a few are faster than arrays.
Numbers = tuple[float, ...]


# Of many clips, (n, num_labels).
Logits = npt.NDArray[np.floating]


Probabilities = npt.NDArray[np.floating]


def softmax(logits: Logits, *, rejects: bool = False) -> Probabilities:
    """Probabilities of many clips' logits along the last axis, of the same shape and type.

    With `rejects` there is one more class, none of the words, whose logit is 0 and whose probability is what the
    others leave of 1: the reference category of a multinomial logit. Which word is likeliest stays as it is.
    """
    peak = logits.max(axis=-1, keepdims=True)
    if rejects:
        peak = np.maximum(peak, 0)
    exponentials = np.exp(logits - peak)
    total = exponentials.sum(axis=-1, keepdims=True)
    if rejects:
        total += np.exp(-peak)
    return np.asarray(exponentials / total)
