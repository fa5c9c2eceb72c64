"""The evaluation as Kubeflow's UI draws and compares it."""

from collections.abc import Sequence
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
