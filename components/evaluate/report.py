"""The evaluation for a person: one HTML page, and what Kubeflow's UI draws by itself."""

import base64
import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PICTURES = ("confusion.png", "threshold.png")
_STYLE = "body{font-family:sans-serif}td,th{padding:.2em .8em;text-align:right}th{border-bottom:1px solid}"


def page(document: dict[str, Any], plots: Path) -> str:
    """`evaluation.json` and the pictures of the plots folder as a page that needs no other file."""
    sizes = document["sizes"]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Evaluation</title><style>{_STYLE}</style>'
        f"<h1>Quality on the host</h1>{_table(document['forms'])}"
        f"<p>model.tflite: {sizes['size_bytes']:,} bytes, {sizes['zip_bytes']:,} zipped; "
        f"acted on from a probability of {document['action_threshold']:g}.</p>"
        f"{''.join(_picture(plots / name) for name in PICTURES)}</html>\n"
    )


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


def _table(forms: dict[str, dict[str, Any]]) -> str:
    rows = (
        f"<tr><td>{html.escape(form)}<td>{quality['accuracy']:.2%}"
        f"<td>{quality['accuracy_lower_95']:.2%} – {quality['accuracy_upper_95']:.2%}"
        f"<td>{quality['errors']} of {quality['n']}<td>{quality['correct_above_threshold']:.2%}"
        for form, quality in forms.items()
    )
    head = "<tr><th>form<th>accuracy<th>95 % interval<th>errors<th>right and acted on"
    return f"<table>{head}{''.join(rows)}</table>"


def _picture(path: Path) -> str:
    return f'<p><img alt="{path.stem}" src="data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"></p>'
