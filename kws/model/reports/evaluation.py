"""`reports/evaluation.json`: how good each form of a model is on the host."""

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
    """How good a form is on the test split.

    Attributes:
        n, errors: clips, and how many of them got the wrong word.
        accuracy: the share that got the right one.
        accuracy_lower_95, accuracy_upper_95: its exact two-sided interval (Clopper & Pearson 1934).
        recall: of each word's clips, the share that got it.
        confusion: counts, a row per true word, a column per answer, in label order.
        correct_above_threshold: the share that got the right word with at least the action threshold's probability.
        wrong_above_threshold: the share that got the wrong one so.
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
        """Figures that follow from others follow from them."""
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
    """How often a model hears a word where none is said.

    Attributes:
        exposure_s: how long it listened.
        accepts: windows in which some word reached the action threshold.
        per_hour: accepts an hour.
        per_hour_upper_95: its one-sided exact bound; without accepts, 3 over the exposure.
    """

    exposure_s: PositiveFloat
    accepts: Count
    per_hour: NonNegativeFloat
    per_hour_upper_95: NonNegativeFloat

    def problems(self) -> Iterator[str]:
        """Accepts an hour follow from accepts and exposure, and lie below their bound."""
        expected = 3600 * self.accepts / self.exposure_s
        if abs(self.per_hour - expected) > TOLERANCE * max(1.0, expected):
            yield f"per_hour: expected {expected} as of accepts and exposure_s, got {self.per_hour}"
        if self.per_hour_upper_95 < self.per_hour:
            yield f"per_hour_upper_95: expected at least {self.per_hour}, got {self.per_hour_upper_95}"


@dataclass(frozen=True)
class Sizes:
    """Of `model.tflite`, and of it zipped."""

    size_bytes: PositiveInt
    zip_bytes: PositiveInt


@dataclass(frozen=True)
class Evaluation(Report):
    """How good each form of a model is on the host.

    Attributes:
        model_sha256, data_sha256, front_end_sha256: what it is about.
        labels: the words in the order of the logits.
        action_threshold: the probability from which an answer is acted on.
        forms: by form, of which `tflite` is what a device runs.
        background: what the TFLite form makes of each kind of sound without a word, and of `all` together.
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
        """Of the form that runs on a device."""
        return self.forms[TFLITE]

    @property
    def all_background(self) -> FalseAccepts:
        """Of every kind of background together."""
        return self.background[ALL]

    def problems(self) -> Iterator[str]:
        """The form that counts is there, and every form knows the same words."""
        if TFLITE not in self.forms:
            yield f"forms.{TFLITE}: missing"
        if ALL not in self.background:
            yield f"background.{ALL}: missing"
        for name, form in self.forms.items():
            if tuple(form.recall) != self.labels:
                expected, got = ", ".join(self.labels), ", ".join(form.recall)
                yield f"forms.{name}.recall: expected the labels {expected}, got {got}"
