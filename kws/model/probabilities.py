"""Probabilities of the words, and of no word, from a model's logits."""

import numpy as np
import numpy.typing as npt

# One number per label, in label order: for a few numbers, a tuple is faster than an array.
Numbers = tuple[float, ...]


# (n, num_labels)
Logits = npt.NDArray[np.floating]


Probabilities = npt.NDArray[np.floating]


def softmax(logits: Logits, *, rejects: bool = False) -> Probabilities:
    """Probabilities of logits along the last axis, of the same shape and dtype.

    With `rejects` there is one more class, no word, whose logit is 0: the reference category of a multinomial logit.
    Its probability is what the others leave of 1. The likeliest word is the same with and without it.
    """
    peak = logits.max(axis=-1, keepdims=True)
    if rejects:
        peak = np.maximum(peak, 0)
    exponentials = np.exp(logits - peak)
    total = exponentials.sum(axis=-1, keepdims=True)
    if rejects:
        total += np.exp(-peak)
    return np.asarray(exponentials / total)
