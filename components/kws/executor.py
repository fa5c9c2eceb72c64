"""What a stage tells Kubeflow of its outputs: figures for the UI to draw, values for the graph to branch on.

A container finds in `--executor-input` where its outputs are and which file Kubeflow reads afterwards.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from components.kws.errors import ParamsError
from components.kws.files import write_json

Metadata = Mapping[str, Mapping[str, Any]]


def tell(executor_input: str | None, metadata: Metadata, parameters: Mapping[str, Any] | None = None) -> None:
    """Write the executor's output file; None, which is what DVC gives, has nobody to tell.

    Args:
        executor_input: Kubeflow's ExecutorInput as JSON.
        metadata: of output artifacts, by their names.
        parameters: the output parameters, by their names.

    Raises:
        ParamsError: that is no ExecutorInput, or it has no such artifact.
    """
    if executor_input is None:
        return
    try:
        outputs = json.loads(executor_input)["outputs"]
        artifacts = {name: _with(outputs["artifacts"][name], values) for name, values in metadata.items()}
        path = Path(outputs["outputFile"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ParamsError(f"--executor-input: expected Kubeflow's ExecutorInput, got none: {error!r}") from None
    write_json(path, {"artifacts": artifacts, "parameterValues": dict(parameters or {})})


def _with(artifacts: dict[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    (artifact,) = artifacts["artifacts"]
    return {"artifacts": [{**artifact, "metadata": dict(metadata)}]}
