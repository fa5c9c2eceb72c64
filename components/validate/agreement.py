"""The comparison of the device's logits with the host's, clip by clip."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kws.model.reports.measurement import Agreement

Logits = npt.NDArray[np.float64]


def compare_logits(clips: Sequence[str], device: Logits, host: Logits, step: float) -> Agreement:
    """Compare the answers to the same clips, and the integers of the output behind them.

    Args:
        clips: n clip ids.
        device, host: (n, num_labels) each.
        step: the scale of the model's output, which is the difference of neighbouring logits; 0 if the output is float.
    """
    different = _select(clips, device.argmax(axis=1) != host.argmax(axis=1))
    # Up to an offset that the two share, a logit is its integer times the step.
    steps_apart = np.rint(np.abs(device - host).max(axis=1) / step).astype(int) if step > 0 else None
    return Agreement(
        n=len(clips),
        same=len(clips) - len(different),
        different=different,
        inexact=None if steps_apart is None else _select(clips, steps_apart > 0),
        max_steps=None if steps_apart is None else int(steps_apart.max()),
    )


def _select(clips: Sequence[str], mask: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(clip for clip, chosen in zip(clips, mask, strict=True) if chosen)
