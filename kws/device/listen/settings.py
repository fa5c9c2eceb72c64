"""Settings of listening, and the action that follows a word."""

from dataclasses import dataclass

from kws.audio.front_end_spec import SAMPLE_RATE_HZ

# The label of whatever is none of the words: it never acts.
BACKGROUND = "background"


@dataclass(frozen=True)
class Listening:
    """How a stream is listened to.

    Attributes:
        hop_ms: from one second that is answered to the next.
        smoothing_ms: the answers of so long are averaged before one acts.
        refractory_ms: after a word, nothing acts for so long: it stays in the window, and in the mean after that.
    """

    hop_ms: int = 100
    smoothing_ms: int = 300
    refractory_ms: int = 1300

    @property
    def hop(self) -> int:
        """In samples."""
        return SAMPLE_RATE_HZ * self.hop_ms // 1000

    @property
    def smoothed(self) -> int:
        """How many answers are averaged."""
        return max(1, self.smoothing_ms // self.hop_ms)


@dataclass(frozen=True)
class Action:
    """A word that was acted on.

    Attributes:
        time_s: of sound heard until then.
        label: the word.
        probability: smoothed.
    """

    time_s: float
    label: str
    probability: float
