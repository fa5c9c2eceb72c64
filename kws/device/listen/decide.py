"""Sound at 16 kHz as it comes → the words that are acted on.

Every hop the last second is answered; the answers of the last moments are averaged; a word whose mean reaches the
model's action threshold acts, and then nothing does for the refractory time.
"""

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.device.listen.settings import BACKGROUND, Action, Listening
from kws.model.manifest import ModelManifest
from kws.model.probabilities import Numbers
from kws.model.spotter import Spotter

# So much longer than a second is what is kept: it is moved to the front no more often.
_SPARE_HOPS = 10


def actions(blocks: Iterable[Waveform], spotter: Spotter, listening: Listening) -> Iterator[Action]:
    """The words of a stream, each as soon as it is heard.

    Args:
        blocks: float32 (n,) in [-1, 1] at 16 kHz, any n.
        spotter: the model and its front end.
        listening: how.
    """
    decider = Decider(spotter.manifest, listening)
    for time_s, second in seconds(blocks, listening.hop):
        # Not the spotter's own call, which would look at every sample anew: they come from integers.
        action = decider(time_s, spotter.manifest.probabilities(spotter.model(spotter.front_end(second))))
        if action:
            yield action


def seconds(blocks: Iterable[Waveform], hop: int) -> Iterator[tuple[float, Waveform]]:
    """The last second of a stream, every `hop` samples from the first whole one on.

    Yields:
        how many seconds of the stream have passed, and float32 (CLIP_SAMPLES,), valid until the next.
    """
    tape, end, heard = np.zeros(CLIP_SAMPLES + _SPARE_HOPS * hop, np.float32), CLIP_SAMPLES, 0
    for block in blocks:
        while len(block):
            # Up to where the next answer is due, no further.
            due = hop - heard % hop
            part, block = block[:due], block[due:]  # noqa: PLW2901
            if end + len(part) > len(tape):
                tape[:CLIP_SAMPLES], end = tape[end - CLIP_SAMPLES : end], CLIP_SAMPLES
            tape[end : end + len(part)] = part
            end, heard = end + len(part), heard + len(part)
            if heard >= CLIP_SAMPLES and len(part) == due:
                yield heard / SAMPLE_RATE_HZ, tape[end - CLIP_SAMPLES : end]


class Decider:
    """Answers → at times an action.

    Args:
        manifest: of the model that answers.
        listening: how.
    """

    def __init__(self, manifest: ModelManifest, listening: Listening) -> None:
        self._labels, self._threshold = manifest.labels, manifest.action_threshold
        self._words = [place for place, label in enumerate(manifest.labels) if label != BACKGROUND]
        self._recent: deque[Numbers] = deque(maxlen=listening.smoothed)
        self._refractory_s, self._free_from_s = listening.refractory_ms / 1000, 0.0

    def __call__(self, time_s: float, probabilities: Numbers) -> Action | None:
        """What to do of an answer.

        Args:
            time_s: of the stream, later than the one before.
            probabilities: of each label.
        """
        self._recent.append(probabilities)
        if len(self._recent) < self._recent.maxlen or time_s < self._free_from_s:  # type: ignore[operator]
            return None
        means = [sum(column) / len(column) for column in zip(*self._recent, strict=True)]
        place = max(self._words, key=means.__getitem__)
        if means[place] < self._threshold:
            return None
        self._free_from_s = time_s + self._refractory_s
        return Action(time_s, self._labels[place], means[place])
