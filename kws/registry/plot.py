"""The plot of a comparison: the probability of the true label by both models, clip by clip."""

from pathlib import Path

import numpy as np

from kws.core.files import replacing
from kws.registry.compare import Comparison
from kws.report.figure import Figure, save


def write_plot(comparison: Comparison, old: str, new: str, path: Path) -> None:
    """Plot the probability of the true label by both models, and the share of clips that each gets right and acts on.

    Args:
        comparison: of the two models.
        old, new: names of the models, for the axes.
        path: of the PNG file to write.
    """
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    clips_axes, threshold_axes = figure.subplots(1, 2)
    before = np.array([answer.probability for answer in comparison.old.values()])
    after = np.array([comparison.new[clip].probability for clip in comparison.old])
    changed = np.isin(list(comparison.old), [*comparison.paired_test.lost, *comparison.paired_test.won])
    clips_axes.scatter(before[~changed], after[~changed], s=9, color="grey", label="same outcome")
    clips_axes.scatter(before[changed], after[changed], s=18, color="crimson", label="changed")
    clips_axes.set(xlabel=f"{old}: probability of what was said", ylabel=f"{new}: the same")
    clips_axes.legend(fontsize="small")
    thresholds = np.linspace(0.5, 1, 101)
    for name, answers in ((old, comparison.old), (new, comparison.new)):
        right = np.array([answers[clip].probability if answers[clip].is_right else 0.0 for clip in comparison.old])
        threshold_axes.plot(thresholds, 100 * (right[:, np.newaxis] >= thresholds).mean(axis=0), label=name)
    threshold_axes.set(xlabel="threshold on the probability", ylabel="right and acted on, %")
    threshold_axes.legend(fontsize="small")
    with replacing(path) as temporary:
        save(figure, temporary)
