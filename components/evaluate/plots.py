"""The confusion matrix and the threshold curve, as pictures and as tables for DVC."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from components.evaluate.stage import Labels, compute_threshold_curve
from kws.model.probabilities import Probabilities
from kws.report.figure import Figure, save

THRESHOLD = "threshold.csv"


def write_confusion(folder: Path, counts: Sequence[Sequence[int]], words: Sequence[str]) -> None:
    """Write confusion.png: the number of clips, with a row per true label and a column per answer."""
    figure = Figure(figsize=(4, 3.6), layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(np.array(counts), cmap="Blues")
    axes.set(xlabel="answer", ylabel="said", title="TFLite form, clips")
    axes.set_xticks(range(len(words)), words)
    axes.set_yticks(range(len(words)), words)
    darkest = np.max(counts)
    for row, column in np.ndindex(len(words), len(words)):
        count = counts[row][column]
        axes.text(column, row, str(count), ha="center", va="center", color="white" if count > darkest / 2 else "black")
    save(figure, folder / "confusion.png")


def write_answers(folder: Path, probabilities: Probabilities, labels: Labels, words: Sequence[str]) -> None:
    """Write confusion.csv for DVC's confusion template: the true label and the answer, a row per clip."""
    rows = ((words[said], words[answer]) for said, answer in zip(labels, probabilities.argmax(axis=1), strict=True))
    _write_csv(folder / "confusion.csv", ("said", "answered"), rows)


def write_threshold(
    folder: Path, forms: dict[str, Probabilities], labels: Labels, steps: int, action_threshold: float
) -> None:
    """Write threshold.csv and threshold.png: shares of right and wrong answers acted on, by threshold and form."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    right_axes, wrong_axes = figure.subplots(2, 1, sharex=True)
    columns: dict[str, list[float]] = {}
    for form, probabilities in forms.items():
        thresholds, right, wrong = compute_threshold_curve(probabilities, labels, steps)
        columns |= {"threshold": thresholds.tolist(), f"{form}_right": right.tolist(), f"{form}_wrong": wrong.tolist()}
        right_axes.plot(thresholds, 100 * right, label=form)
        wrong_axes.plot(thresholds, 100 * wrong, label=form)
    for axes, title in ((right_axes, "right answers acted on, %"), (wrong_axes, "wrong answers acted on, %")):
        axes.axvline(action_threshold, color="grey", linestyle=":", label=f"action threshold {action_threshold:g}")
        axes.set_title(title, loc="left", fontsize="medium")
    right_axes.legend(fontsize="small")
    wrong_axes.set_xlabel("threshold on the probability")
    save(figure, folder / "threshold.png")
    _write_csv(folder / THRESHOLD, list(columns), zip(*columns.values(), strict=True))


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
