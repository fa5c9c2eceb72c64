"""The evaluation as Kubeflow's UI draws and compares it."""

from collections.abc import Sequence
from typing import Any


def key_figures(document: dict[str, Any]) -> dict[str, float]:
    """The figures by which two evaluations are compared."""
    accuracies = {f"{form}_accuracy": quality["accuracy"] for form, quality in document["forms"].items()}
    tflite = document["forms"]["tflite"]
    return {**accuracies, "accuracy_lower_95": tflite["accuracy_lower_95"], **document["sizes"]}


def confusion_metadata(labels: Sequence[str], counts: list[list[int]]) -> dict[str, Any]:
    """A confusion matrix as the metadata of `system.ClassificationMetrics`."""
    return {
        "confusionMatrix": {
            "annotationSpecs": [{"displayName": label} for label in labels],
            "rows": [{"row": row} for row in counts],
        }
    }
