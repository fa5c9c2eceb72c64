"""The evaluation as Kubeflow's UI draws and compares it, and as a terminal shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from kws.model.reports.evaluation import Evaluation


def key_figures(evaluation: Evaluation) -> dict[str, float]:
    """The figures by which two evaluations are compared."""
    accuracies = {f"{form}_accuracy": quality.accuracy for form, quality in evaluation.forms.items()}
    return {**accuracies, "accuracy_lower_95": evaluation.tflite.accuracy_lower_95, **asdict(evaluation.sizes)}


def confusion_metadata(labels: Sequence[str], counts: Sequence[Sequence[int]]) -> dict[str, Any]:
    """A confusion matrix as the metadata of `system.ClassificationMetrics`."""
    return {
        "confusionMatrix": {
            "annotationSpecs": [{"displayName": label} for label in labels],
            "rows": [{"row": list(row)} for row in counts],
        }
    }


def summary(evaluation: Evaluation) -> Iterator[str]:
    """A line for each form, and one for the background."""
    for form, quality in evaluation.forms.items():
        interval = f"{quality.accuracy_lower_95:.2%} to {quality.accuracy_upper_95:.2%}"
        yield f"{form}: {quality.accuracy:.2%} of {quality.n} clips ({interval}), {quality.errors} errors"
    heard = evaluation.all_background
    yield (
        f"background: {heard.accepts} false accepts in {heard.exposure_s / 60:.0f} minutes, "
        f"at most {heard.per_hour_upper_95:.1f} an hour"
    )
