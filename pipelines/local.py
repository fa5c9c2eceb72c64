"""The pipeline on this machine: each task in its container, run by KFP's local runner."""

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

# Environment variables passed on to the containers: the tracking server, and the choice of kernels, because another
# kernel rounds differently.
INHERITED = ("MLFLOW_TRACKING_", "MLFLOW_RUN_ID", "OPENBLAS_")


def run_local(pipeline: BaseComponent, parameters: Sections, folder: Path) -> dict[str, Any] | None:
    """Run a pipeline's containers on this machine; each run has its own output folder, and unchanged tasks are cached.

    Returns:
        The verdict, or None if a task failed.

    Raises:
        TrackingError: MLFLOW_TRACKING_URI names no server; containers cannot read a file of this machine.
        ImageError: the Docker daemon does not answer.
    """
    environment = {name: value for name, value in os.environ.items() if name.startswith(INHERITED)}
    _require_server(environment)
    runner = _runner(environment)
    local.init(runner, pipeline_root=str(folder), enable_caching=True)
    before = set(folder.glob(f"{pipeline.name}-*"))
    try:
        with warnings.catch_warnings():
            # The local runner warns per task that it ignores requests, limits and secrets.
            warnings.filterwarnings("ignore", "Task .* have no effect in the current local runner", UserWarning)
            pipeline(**parameters)
    except RuntimeError as error:
        # A task failed; its own output is printed above.
        print(error)
        return None
    except DockerException as error:
        raise ImageError(f"expected a Docker daemon and the images of make images, got {error}") from None
    (made,) = set(folder.glob(f"{pipeline.name}-*")) - before
    verdict = read_json(made / "gate" / "verdict")
    leaf = "register" if verdict["blessed"] else "rejected"
    # The runner reports success for a container that is gone before its first status query. If the last task fails
    # that way, only its missing output shows it.
    if not (made / leaf / "registration").exists():
        print(f"expected the output of {leaf}, found none: {made / leaf / 'registration'}")
        return None
    return verdict


def _require_server(environment: Mapping[str, str]) -> None:
    uri = environment.get("MLFLOW_TRACKING_URI", "")
    if not uri.startswith("http"):
        raise TrackingError(
            f"expected an MLflow server in MLFLOW_TRACKING_URI, got {uri or 'nothing'}; kws ui starts one at http://127.0.0.1:5000"
        )


def _runner(environment: dict[str, str]) -> local.DockerRunner:
    # Run as the current user, who then owns the output; on the host's network, where the server listens.
    user = f"{os.getuid()}:{os.getgid()}"
    return local.DockerRunner(environment=environment, network_mode="host", user=user)
