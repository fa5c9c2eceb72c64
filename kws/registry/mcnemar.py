"""McNemar's test on the answers of two models to the same clips."""

from collections.abc import Mapping
from dataclasses import dataclass

from kws.core.statistics import difference_interval, mcnemar_p


@dataclass(frozen=True)
class Answer:
    """A model's answer to one clip.

    Attributes:
        true_label: what the clip is.
        label: what the model takes it for.
        probability: of the true label, by the model, in [0, 1]; 0 if the model does not have that label.
    """

    true_label: str
    label: str
    probability: float

    @property
    def is_right(self) -> bool:
        """Whether the answer is the true label."""
        return self.label == self.true_label


# By clip id.
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class PairedTest:
    """McNemar's exact test of a new model against an old one.

    Attributes:
        n: number of clips.
        lost: ids of the clips that only the old model gets right.
        won: ids of the clips that only the new model gets right.
        p: probability of a split at least as uneven if both models were equally good.
        difference: accuracy of the new model minus accuracy of the old one.
        lower_95, upper_95: 95 % interval of the difference.
    """

    n: int
    lost: tuple[str, ...]
    won: tuple[str, ...]
    p: float
    difference: float
    lower_95: float
    upper_95: float

    def is_worse(self, significance: float) -> bool:
        """Whether the new model is worse, with a p-value below `significance`."""
        return len(self.lost) > len(self.won) and self.p < significance


def compare_answers(old: Answers, new: Answers) -> PairedTest:
    """Test two models on the clips of the old one.

    Raises:
        KeyError: the new model did not answer one of the old model's clips.
    """
    lost = tuple(clip for clip in old if old[clip].is_right and not new[clip].is_right)
    won = tuple(clip for clip in old if new[clip].is_right and not old[clip].is_right)
    lower, upper = difference_interval(len(lost), len(won), len(old))
    difference = (len(won) - len(lost)) / len(old)
    return PairedTest(len(old), lost, won, mcnemar_p(len(lost), len(won)), difference, lower, upper)
