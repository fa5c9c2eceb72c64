"""The figures of an evaluation for Kubeflow's UI and for the terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from kws.model.reports.evaluation import Evaluation


def select_key_figures(evaluation: Evaluation) -> dict[str, float]:
    """Select the figures by which Kubeflow's UI compares two runs."""
    accuracies = {f"{form}_accuracy": quality.accuracy for form, quality in evaluation.forms.items()}
    return {**accuracies, "accuracy_lower_95": evaluation.tflite.accuracy_lower_95, **asdict(evaluation.sizes)}


def make_confusion_metadata(labels: Sequence[str], counts: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Make the metadata of `system.ClassificationMetrics` for a confusion matrix."""
    return {
        "confusionMatrix": {
            "annotationSpecs": [{"displayName": label} for label in labels],
            "rows": [{"row": list(row)} for row in counts],
        }
    }


def summarize(evaluation: Evaluation) -> Iterator[str]:
    """Yield a line for each form, and one for the background."""
    for form, quality in evaluation.forms.items():
        interval = f"{quality.accuracy_lower_95:.2%} to {quality.accuracy_upper_95:.2%}"
        yield f"{form}: {quality.accuracy:.2%} of {quality.n} clips ({interval}), {quality.errors} errors"
    background = evaluation.all_background
    yield (
        f"background: {background.accepts} false accepts in {background.exposure_s / 60:.0f} minutes, "
        f"at most {background.per_hour_upper_95:.1f} an hour"
    )
