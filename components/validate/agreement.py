"""The device's and the host's logits of the same clips → which differ, by the word and by the integers behind it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kws.model.reports.measurement import Agreement

Logits = npt.NDArray[np.float64]


def agreement(clips: Sequence[str], device: Logits, host: Logits, step: float) -> Agreement:
    """How many clips are answered alike, and which are not.

    Args:
        clips: n clip ids.
        device, host: (n, labels) each.
        step: between two logits of the model, the scale of its output; 0 where that is float.
    """
    different = _chosen(clips, device.argmax(axis=1) != host.argmax(axis=1))
    # A logit is its integer times the step, but for what is common to both.
    apart = np.rint(np.abs(device - host).max(axis=1) / step).astype(int) if step > 0 else None
    return Agreement(
        n=len(clips),
        same=len(clips) - len(different),
        different=different,
        inexact=None if apart is None else _chosen(clips, apart > 0),
        max_steps=None if apart is None else int(apart.max()),
    )


def _chosen(clips: Sequence[str], mask: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(clip for clip, chosen in zip(clips, mask, strict=True) if chosen)
