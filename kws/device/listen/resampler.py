"""A resampler of a stream of sound to 16 kHz: a polyphase filter of rational ratio.

Filter and alignment are those of `scipy.signal.resample_poly`: a sinc in a Kaiser window (β = 5) that cuts off at the
lower of the two Nyquist frequencies and spans ten zero crossings on each side. The samples do not depend on how the
sound is cut into blocks.
"""

import math

import numpy as np
import numpy.typing as npt

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import SAMPLE_RATE_HZ

_CROSSINGS = 10
_KAISER_BETA = 5.0


class Resampler:
    """A resampler that keeps the last samples of its stream, as many as the filter is long.

    Args:
        rate_hz: sample rate of the input.
    """

    def __init__(self, rate_hz: int) -> None:
        common = math.gcd(rate_hz, SAMPLE_RATE_HZ)
        self._up, self._down = SAMPLE_RATE_HZ // common, rate_hz // common
        taps = design_low_pass(self._up, self._down)
        # Starts at the middle of the filter, so that the output is not delayed.
        self._place = len(taps) // 2
        # There are `up` places between two samples, and other taps meet samples at each: a row per place, its taps in
        # the order of the samples.
        width = -(-len(taps) // self._up)
        phases = np.pad(taps, (0, width * self._up - len(taps))).reshape(width, self._up).T
        self._phases = np.ascontiguousarray(phases[:, ::-1], np.float32)
        self._tail: Waveform = np.zeros(width - 1, np.float32)

    def __call__(self, block: Waveform) -> Waveform:
        """Resample a block, to the samples at 16 kHz that it completes.

        Args:
            block: float32 (n,), any n.

        Returns:
            float32 (m,).
        """
        samples = np.concatenate([self._tail, block])
        end = len(block) * self._up
        places = np.arange(self._place, end, self._down)
        self._place += len(places) * self._down - end
        self._tail = samples[len(block) :]
        if not len(places):
            return np.zeros(0, np.float32)
        # A view of overlapping rows, one for each sample of the block.
        shape, (stride,) = (len(block), self._phases.shape[1]), samples.strides
        windows: Waveform = np.ndarray(shape, np.float32, samples, strides=(stride, stride))
        if self._up == 1:
            # Every place is a sample: no look-up, which would be most of the work.
            met, taps = windows[places[0] :: self._down], self._phases
        else:
            met, taps = windows[places // self._up], self._phases[places % self._up]
        # (m, taps of a phase) each
        resampled = np.einsum("mt,mt->m", met, taps)
        return np.asarray(resampled, np.float32)


def design_low_pass(up: int, down: int) -> npt.NDArray[np.float64]:
    """Design the filter: taps, float64 (n,), n odd, at `up` times the input rate, with gain `up` at 0 Hz."""
    widest = max(up, down)
    half = _CROSSINGS * widest
    times = np.arange(-half, half + 1) / widest
    taps = np.sinc(times) * np.kaiser(len(times), _KAISER_BETA)
    return np.asarray(up * taps / taps.sum())
