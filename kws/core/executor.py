"""The executor's output file, in which a stage gives Kubeflow metadata for the UI and parameters for the graph.

`--executor-input` tells a container where its outputs are and which file Kubeflow reads afterwards.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kws.core.errors import ParamsError
from kws.core.files import write_json

Values = Mapping[str, Any]


def write_executor_output(
    executor_input: str | None, metadata: Mapping[str, Values] | None = None, parameters: Values | None = None
) -> None:
    """Write the executor's output file: every output artifact with its metadata, and the output parameters.

    Args:
        executor_input: Kubeflow's ExecutorInput as JSON; None, as under DVC, writes nothing.
        metadata: by the name of the artifact.
        parameters: by name.

    Raises:
        ParamsError: the text is not an ExecutorInput, or the artifact is not in it.
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
        raise ParamsError(f"--executor-input: expected Kubeflow's ExecutorInput, got other JSON: {error!r}") from None
    write_json(path, {"artifacts": artifacts, "parameterValues": dict(parameters or {})})
