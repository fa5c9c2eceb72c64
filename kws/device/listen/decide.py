"""The decision which words in a stream of sound are acted on.

After every hop the spotter answers the last second, and the latest answers are averaged. A word whose mean reaches the
model's action threshold is acted on; during the refractory time that follows, nothing is.
"""

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.device.listen.settings import BACKGROUND, Action, ListenSettings
from kws.model.manifest import ModelManifest
from kws.model.probabilities import Numbers
from kws.model.spotter import Spotter

# Spare room in the buffer, so that the last second is moved to the front only once in this many hops.
_SPARE_HOPS = 10


def detect_words(blocks: Iterable[Waveform], spotter: Spotter, listening: ListenSettings) -> Iterator[Action]:
    """Detect the words of a stream, each as soon as it is heard.

    Args:
        blocks: float32 (n,) in [-1, 1] at 16 kHz, any n.
        spotter: the model and its front end.
        listening: the settings.
    """
    decider = Decider(spotter.manifest, listening)
    for time_s, second in slide_window(blocks, listening.hop_samples):
        # Not the spotter's own call, whose check of every sample is superfluous: these come from integers.
        action = decider(time_s, spotter.manifest.probabilities(spotter.model(spotter.front_end(second))))
        if action:
            yield action


def slide_window(blocks: Iterable[Waveform], hop: int) -> Iterator[tuple[float, Waveform]]:
    """Slide a window of one second over a stream, by `hop` samples, from the first whole second on.

    Yields:
        the end of the window in the stream, in seconds, and the window, float32 (CLIP_SAMPLES,), valid until the next.
    """
    buffer, end, heard = np.zeros(CLIP_SAMPLES + _SPARE_HOPS * hop, np.float32), CLIP_SAMPLES, 0
    for block in blocks:
        while len(block):
            # Only up to where the next answer is due.
            due = hop - heard % hop
            part, block = block[:due], block[due:]  # noqa: PLW2901
            if end + len(part) > len(buffer):
                buffer[:CLIP_SAMPLES], end = buffer[end - CLIP_SAMPLES : end], CLIP_SAMPLES
            buffer[end : end + len(part)] = part
            end, heard = end + len(part), heard + len(part)
            if heard >= CLIP_SAMPLES and len(part) == due:
                yield heard / SAMPLE_RATE_HZ, buffer[end - CLIP_SAMPLES : end]


class Decider:
    """The decision on a stream of answers.

    Args:
        manifest: manifest of the model that answers.
        listening: the settings.
    """

    def __init__(self, manifest: ModelManifest, listening: ListenSettings) -> None:
        self._labels, self._threshold = manifest.labels, manifest.action_threshold
        self._words = [place for place, label in enumerate(manifest.labels) if label != BACKGROUND]
        self._latest: deque[Numbers] = deque(maxlen=listening.num_smoothed)
        self._refractory_s, self._free_from_s = listening.refractory_ms / 1000, 0.0

    def __call__(self, time_s: float, probabilities: Numbers) -> Action | None:
        """Decide on one answer: an action, or None.

        Args:
            time_s: time of the answer in the stream, later than the one before.
            probabilities: probability of each label.
        """
        self._latest.append(probabilities)
        if len(self._latest) < self._latest.maxlen or time_s < self._free_from_s:  # type: ignore[operator]
            return None
        means = [sum(column) / len(column) for column in zip(*self._latest, strict=True)]
        place = max(self._words, key=means.__getitem__)
        if means[place] < self._threshold:
            return None
        self._free_from_s = time_s + self._refractory_s
        return Action(time_s, self._labels[place], means[place])
