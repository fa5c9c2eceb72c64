"""Two models' answers to the same clips → which clips changed, and what that says of the models."""

from collections.abc import Mapping
from dataclasses import dataclass

from kws.core.statistics import difference_interval, mcnemar_p


@dataclass(frozen=True)
class Answered:
    """What a model said of one clip.

    Attributes:
        said: the true label.
        label: the answer.
        probability: that the model gave to the true label; 0 if it does not know it.
    """

    said: str
    label: str
    probability: float

    @property
    def right(self) -> bool:
        """Whether the answer is the true label."""
        return self.label == self.said


# By the clip's id.
Answers = Mapping[str, Answered]


@dataclass(frozen=True)
class Paired:
    """The outcome on the same clips, of a new model beside an old one.

    Attributes:
        n: clips.
        lost: the clips that only the old one had right.
        won: the clips that only the new one has right.
        p: the probability of a split at least as uneven, if both were equally good (McNemar's test, exact).
        difference: accuracy of the new one minus that of the old one.
        lower_95, upper_95: its 95 % interval.
    """

    n: int
    lost: tuple[str, ...]
    won: tuple[str, ...]
    p: float
    difference: float
    lower_95: float
    upper_95: float

    def is_worse(self, significance: float) -> bool:
        """Whether the new one is worse by more than chance explains."""
        return len(self.lost) > len(self.won) and self.p < significance


def paired(old: Answers, new: Answers) -> Paired:
    """Compare two models' answers to the same clips.

    Raises:
        KeyError: the new model did not answer a clip of the old one's.
    """
    lost = tuple(clip for clip in old if old[clip].right and not new[clip].right)
    won = tuple(clip for clip in old if new[clip].right and not old[clip].right)
    lower, upper = difference_interval(len(lost), len(won), len(old))
    difference = (len(won) - len(lost)) / len(old)
    return Paired(len(old), lost, won, mcnemar_p(len(lost), len(won)), difference, lower, upper)
