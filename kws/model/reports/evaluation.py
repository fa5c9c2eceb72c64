"""`reports/evaluation.json`: the quality of each form of a model on the host."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from kws.model.reports.report import (
    TOLERANCE,
    Count,
    NonNegativeFloat,
    Params,
    PositiveFloat,
    PositiveInt,
    Report,
    Sha256,
    Share,
    check_accuracy,
)

# The form that runs on a device, and the sum of all kinds of background.
TFLITE = "tflite"
ALL = "all"


@dataclass(frozen=True)
class Quality:
    """The quality of a form on the test split.

    Attributes:
        n, errors: number of clips, and of wrong answers.
        accuracy: share of right answers.
        accuracy_lower_95, accuracy_upper_95: its exact two-sided interval (Clopper & Pearson 1934).
        recall: share of right answers to each word's clips.
        confusion: counts, a row per true word, a column per answer, in label order.
        correct_above_threshold: share of answers that are right and reach the action threshold.
        wrong_above_threshold: share of answers that are wrong and reach the action threshold.
    """

    n: PositiveInt
    errors: Count
    accuracy: Share
    accuracy_lower_95: Share
    accuracy_upper_95: Share
    recall: dict[str, Share]
    confusion: tuple[tuple[Count, ...], ...]
    correct_above_threshold: Share
    wrong_above_threshold: Share

    def problems(self) -> Iterator[str]:
        """Yield a line for each figure that contradicts another."""
        yield from check_accuracy(self.accuracy, self.errors, self.n)
        if not self.accuracy_lower_95 - TOLERANCE <= self.accuracy <= self.accuracy_upper_95 + TOLERANCE:
            yield (
                f"accuracy: expected a value between its bounds, got {self.accuracy} outside "
                f"[{self.accuracy_lower_95}, {self.accuracy_upper_95}]"
            )
        yield from self._check_acted_on()
        yield from self._check_confusion()

    def _check_acted_on(self) -> Iterator[str]:
        for name, acted_on, whole in (
            ("correct_above_threshold", self.correct_above_threshold, self.accuracy),
            ("wrong_above_threshold", self.wrong_above_threshold, 1 - self.accuracy),
        ):
            if acted_on > whole + TOLERANCE:
                yield f"{name}: expected at most {whole}, got {acted_on}"

    def _check_confusion(self) -> Iterator[str]:
        words = len(self.recall)
        if [len(row) for row in self.confusion] != [words] * words:
            yield f"confusion: expected {words} rows of {words} counts, got others"
            return
        clips, right = sum(map(sum, self.confusion)), sum(self.confusion[place][place] for place in range(words))
        if (clips, right) != (self.n, self.n - self.errors):
            expected = f"{self.n} clips, {self.n - self.errors} of them right"
            yield f"confusion: expected {expected}, got {clips} and {right}"


@dataclass(frozen=True)
class FalseAccepts:
    """The false accepts of a model on background.

    Attributes:
        exposure_s: length of the background.
        accepts: number of windows in which some word reached the action threshold.
        per_hour: accepts per hour.
        per_hour_upper_95: its one-sided exact bound; without accepts, 3 over the exposure.
    """

    exposure_s: PositiveFloat
    accepts: Count
    per_hour: NonNegativeFloat
    per_hour_upper_95: NonNegativeFloat

    def problems(self) -> Iterator[str]:
        """Yield a line if the accepts per hour contradict the accepts and the exposure, or exceed their bound."""
        expected = 3600 * self.accepts / self.exposure_s
        if abs(self.per_hour - expected) > TOLERANCE * max(1.0, expected):
            yield f"per_hour: expected {expected} as of accepts and exposure_s, got {self.per_hour}"
        if self.per_hour_upper_95 < self.per_hour:
            yield f"per_hour_upper_95: expected at least {self.per_hour}, got {self.per_hour_upper_95}"


@dataclass(frozen=True)
class Sizes:
    """The sizes of `model.tflite` and of `model.zip`."""

    size_bytes: PositiveInt
    zip_bytes: PositiveInt


@dataclass(frozen=True)
class Evaluation(Report):
    """The quality of each form of a model on the host.

    Attributes:
        model_sha256, data_sha256, front_end_sha256: hashes of the model, data and front end.
        labels: the words in the order of the logits.
        action_threshold: lowest probability at which an answer is acted on.
        forms: quality by form; a device runs `tflite`.
        background: false accepts of the TFLite form on each kind of background, and on `all` together.
        sizes: of the TFLite form.
        params: the section `evaluate`.
    """

    NAME: ClassVar = "an evaluation"
    STAGE: ClassVar = "evaluate"

    model_sha256: Sha256
    data_sha256: Sha256
    front_end_sha256: Sha256
    labels: tuple[str, ...]
    action_threshold: Share
    forms: dict[str, Quality]
    background: dict[str, FalseAccepts]
    sizes: Sizes
    params: Params

    @property
    def tflite(self) -> Quality:
        """The quality of the form that runs on a device."""
        return self.forms[TFLITE]

    @property
    def all_background(self) -> FalseAccepts:
        """The false accepts on every kind of background together."""
        return self.background[ALL]

    def problems(self) -> Iterator[str]:
        """Yield a line if the TFLite form or `all` is missing, and for each form with other words."""
        if TFLITE not in self.forms:
            yield f"forms.{TFLITE}: missing"
        if ALL not in self.background:
            yield f"background.{ALL}: missing"
        for name, form in self.forms.items():
            if tuple(form.recall) != self.labels:
                expected, got = ", ".join(self.labels), ", ".join(form.recall)
                yield f"forms.{name}.recall: expected the labels {expected}, got {got}"
