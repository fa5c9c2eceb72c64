"""The device's and the host's answers to the same clips → which differ, by the word and by the logits behind it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Probabilities = npt.NDArray[np.float64]


def agreement(clips: Sequence[str], device: Probabilities, host: Probabilities, step: float) -> dict[str, Any]:
    """How many clips are answered alike, and which are not.

    Args:
        clips: n clip ids.
        device, host: (n, labels) each.
        step: between two logits of the model, the scale of its output; 0 where that is float.

    Returns:
        `n`, `same` and `different`, the clips that are answered by another word; `inexact`, those whose logits differ,
        and `max_steps`, by how many steps at most; both null where there are no steps.
    """
    different = _chosen(clips, device.argmax(axis=1) != host.argmax(axis=1))
    apart = steps_apart(device, host, step) if step > 0 else None
    return {
        "n": len(clips),
        "same": len(clips) - len(different),
        "different": different,
        "inexact": None if apart is None else _chosen(clips, apart > 0),
        "max_steps": None if apart is None else int(apart.max()),
    }


def steps_apart(one: Probabilities, other: Probabilities, step: float) -> npt.NDArray[np.int64]:
    """(n, labels) each → (n,), by how many steps the distance between two logits of a clip differs at most.

    Softmax keeps the distances of the logits, log pᵢ − log pⱼ, and forgets what they have in common.
    """
    tiny = np.finfo(np.float32).tiny
    change = np.log(np.maximum(one, tiny)) - np.log(np.maximum(other, tiny))
    return np.asarray(np.rint(np.ptp(change, axis=1) / step), np.int64)


def _chosen(clips: Sequence[str], mask: npt.NDArray[np.bool_]) -> list[str]:
    return [clip for clip, chosen in zip(clips, mask, strict=True) if chosen]
