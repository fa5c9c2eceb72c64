"""The settings of the listener, and the action that follows a word."""

from dataclasses import dataclass

from kws.audio.front_end_spec import SAMPLE_RATE_HZ

# The label for no word, which is never acted on.
BACKGROUND = "background"


@dataclass(frozen=True)
class ListenSettings:
    """The settings of the listener.

    Attributes:
        hop_ms: step between the windows that are answered.
        smoothing_ms: duration of the answers that are averaged.
        refractory_ms: pause after an action: the word is still in the window, and then in the mean.
    """

    hop_ms: int = 100
    smoothing_ms: int = 300
    refractory_ms: int = 1300

    @property
    def hop_samples(self) -> int:
        """The hop in samples."""
        return SAMPLE_RATE_HZ * self.hop_ms // 1000

    @property
    def num_smoothed(self) -> int:
        """The number of answers that are averaged."""
        return max(1, self.smoothing_ms // self.hop_ms)


@dataclass(frozen=True)
class Action:
    """A word that was acted on.

    Attributes:
        time_s: time in the stream, in seconds.
        label: the word.
        probability: its averaged probability.
    """

    time_s: float
    label: str
    probability: float
