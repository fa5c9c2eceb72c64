"""The pipeline on this machine: every task in its container, by Kubeflow's own local runner."""

import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docker.errors import DockerException
from kfp import local
from kfp.dsl.base_component import BaseComponent

from kws.core.errors import ImageError, TrackingError
from kws.core.files import read_json
from pipelines.parameters import Sections

# What the containers get of this machine's environment: where the records go, and which kernels compute, since another
# kernel rounds another way.
INHERITED = ("MLFLOW_TRACKING_", "MLFLOW_RUN_ID", "OPENBLAS_")


def run_local(pipeline: BaseComponent, parameters: Sections, folder: Path) -> dict[str, Any] | None:
    """Run a pipeline's containers here; a folder a run keeps what they make, and unchanged tasks are not run again.

    Returns:
        The verdict, or None where a task failed.

    Raises:
        TrackingError: MLFLOW_TRACKING_URI names no server: a container sees no file of this machine.
        ImageError: no Docker daemon answers.
    """
    environment = {name: value for name, value in os.environ.items() if name.startswith(INHERITED)}
    _require_server(environment)
    runner = _runner(environment)
    local.init(runner, pipeline_root=str(folder), enable_caching=True)
    before = set(folder.glob(f"{pipeline.name}-*"))
    try:
        with warnings.catch_warnings():
            # Requests, limits and secrets are a cluster's business; the runner would say so for every task.
            warnings.filterwarnings("ignore", "Task .* have no effect in the current local runner", UserWarning)
            pipeline(**parameters)
    except RuntimeError as error:
        # The runner's word for a task that failed; the task's own output stands above.
        print(error)
        return None
    except DockerException as error:
        raise ImageError(f"expected a Docker daemon and the images of make images, got {error}") from None
    (made,) = set(folder.glob(f"{pipeline.name}-*")) - before
    verdict = read_json(made / "gate" / "verdict")
    leaf = "register" if verdict["blessed"] else "rejected"
    # Of a container that was gone before it could ask, the runner says that it succeeded; every task but the last is
    # missed by the next one.
    if not (made / leaf / "registration").exists():
        print(f"expected what {leaf} leaves, found none: {made / leaf / 'registration'}")
        return None
    return verdict


def _require_server(environment: Mapping[str, str]) -> None:
    uri = environment.get("MLFLOW_TRACKING_URI", "")
    if not uri.startswith("http"):
        raise TrackingError(
            f"expected an MLflow server in MLFLOW_TRACKING_URI, got {uri or 'nothing'}; kws ui starts one at http://127.0.0.1:5000"
        )


def _runner(environment: dict[str, str]) -> local.DockerRunner:
    # As the person who asks, so that what the containers make is theirs; with the machine's network, where the
    # server listens.
    user = f"{os.getuid()}:{os.getgid()}"
    return local.DockerRunner(environment=environment, network_mode="host", user=user)
