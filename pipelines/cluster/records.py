"""Runs on a cluster → what MLflow has of them."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from kws.registry.tags import FIGURES
from pipelines.cluster.runs import Run

# By run, its figures by name.
Figures = Mapping[str, Mapping[str, float]]


def figures(run_ids: Sequence[str]) -> Figures:
    """The figures of Kubeflow's runs.

    Raises:
        TrackingError: MLflow cannot be reached or refuses.
    """
    return {
        run_id: {name: record.data.metrics[metric] for name, metric in FIGURES.items() if metric in record.data.metrics}
        for run_id, record in _records(run_ids).items()
    }


def address(run: Run) -> str | None:
    """Where a person sees the MLflow run of a run of Kubeflow: what `track` wrote, else what Kubeflow's plugin began.

    Raises:
        TrackingError: MLflow cannot be reached or refuses.
    """
    record = _records([run.run_id]).get(run.run_id)
    if record is None:
        return run.mlflow_url
    # Imported here: MLflow takes a while.
    from kws.tracking.runs import run_url  # noqa: PLC0415

    return run_url(record.info.experiment_id, record.info.run_id)


def _records(run_ids: Sequence[str]) -> dict[str, Any]:
    """The MLflow run of each, found by its tag; none unless MLFLOW_TRACKING_URI names a server."""
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        return {}
    # Imported here: MLflow takes a while.
    from kws.tracking.client import connect  # noqa: PLC0415
    from kws.tracking.run_data import KUBEFLOW_RUN  # noqa: PLC0415

    with connect("start it, or unset MLFLOW_TRACKING_URI") as client:
        places = [experiment.experiment_id for experiment in client.search_experiments()]
        found = {run_id: client.search_runs(places, f"tags.{KUBEFLOW_RUN} = '{run_id}'") for run_id in run_ids}
    return {run_id: records[0] for run_id, records in found.items() if records}
