"""What a stage tells Kubeflow of its outputs: figures for the UI to draw, values for the graph to branch on.

A container finds in `--executor-input` where its outputs are and which file Kubeflow reads afterwards.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kws.core.errors import ParamsError
from kws.core.files import write_json

Values = Mapping[str, Any]


def tell(
    executor_input: str | None, metadata: Mapping[str, Values] | None = None, parameters: Values | None = None
) -> None:
    """Write the executor's output file: every output artifact, with its metadata, and the output parameters.

    Args:
        executor_input: Kubeflow's ExecutorInput as JSON; None, which is what DVC gives, has nobody to tell.
        metadata: of the artifacts that have any, by their names.
        parameters: by their names.

    Raises:
        ParamsError: that is no ExecutorInput, or it has no such artifact.
    """
    if executor_input is None:
        return
    try:
        outputs = json.loads(executor_input)["outputs"]
        artifacts = outputs.get("artifacts", {})
        for name, values in (metadata or {}).items():
            artifacts[name]["artifacts"][0]["metadata"] = dict(values)
        path = Path(outputs["outputFile"])
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ParamsError(f"--executor-input: expected Kubeflow's ExecutorInput, got none: {error!r}") from None
    write_json(path, {"artifacts": artifacts, "parameterValues": dict(parameters or {})})
