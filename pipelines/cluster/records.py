"""The MLflow runs of runs on a cluster."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from kws.registry.tags import FIGURES
from pipelines.cluster.runs import Run

# Figures by name, per run id.
Figures = Mapping[str, Mapping[str, float]]


def fetch_figures(run_ids: Sequence[str]) -> Figures:
    """Fetch the figures of runs on a cluster.

    Raises:
        TrackingError: MLflow cannot be reached or refuses.
    """
    return {
        run_id: {name: record.data.metrics[metric] for name, metric in FIGURES.items() if metric in record.data.metrics}
        for run_id, record in _records(run_ids).items()
    }


def find_mlflow_url(run: Run) -> str | None:
    """Find the URL of a run's MLflow run: the one of `track`, else the one of Kubeflow's MLflow plugin.

    Raises:
        TrackingError: MLflow cannot be reached or refuses.
    """
    record = _records([run.run_id]).get(run.run_id)
    if record is None:
        return run.mlflow_url
    # Imported here because MLflow is slow to import.
    from kws.tracking.runs import make_run_url  # noqa: PLC0415

    return make_run_url(record.info.experiment_id, record.info.run_id)


def _records(run_ids: Sequence[str]) -> dict[str, Any]:
    """Find the MLflow run of each by its tag; empty unless MLFLOW_TRACKING_URI is set."""
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        return {}
    # Imported here because MLflow is slow to import.
    from kws.tracking.client import connect  # noqa: PLC0415
    from kws.tracking.run_data import KUBEFLOW_RUN  # noqa: PLC0415

    with connect("start it, or unset MLFLOW_TRACKING_URI") as client:
        places = [experiment.experiment_id for experiment in client.search_experiments()]
        found = {run_id: client.search_runs(places, f"tags.{KUBEFLOW_RUN} = '{run_id}'") for run_id in run_ids}
    return {run_id: records[0] for run_id, records in found.items() if records}
