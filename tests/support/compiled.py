"""A compiled pipeline, read from its YAML alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Task:
    """A task that runs a container.

    Attributes:
        command: of the container.
        args: by flag, the placeholder that Kubeflow fills in.
        sources: by input, the task and output or the pipeline's parameter that it comes from.
        spec: the task itself, caching and retries in it.
        container: image and resources.
        condition: under which it runs, the enclosing ones included; empty for always.
    """

    command: list[str]
    args: dict[str, str]
    sources: dict[str, tuple[str, ...]]
    spec: dict[str, Any]
    container: dict[str, Any]
    condition: str


def read_documents(path: Path) -> list[dict[str, Any]]:
    """Read the YAML documents: the pipeline, and its platform specification if it has one."""
    return list(yaml.load_all(path.read_text(encoding="utf-8"), yaml.CSafeLoader))


def read_tasks(spec: dict[str, Any]) -> dict[str, Task]:
    """Read the tasks that run containers, by name, from all groups."""
    found: dict[str, Task] = {}
    parameters = spec["root"]["inputDefinitions"]["parameters"]
    _collect(spec, spec["root"]["dag"]["tasks"], {name: (name,) for name in parameters}, "", found)
    return found


def _collect(
    spec: dict[str, Any], group: dict[str, Any], given: dict[str, tuple[str, ...]], above: str, found: dict
) -> None:
    for name, task in group.items():
        component = spec["components"][task["componentRef"]["name"]]
        condition = " ".join(filter(None, (above, task.get("triggerPolicy", {}).get("condition", ""))))
        sources = dict(_sources(task.get("inputs", {}), given))
        if "dag" in component:
            _collect(spec, component["dag"]["tasks"], sources, condition, found)
        else:
            container = spec["deploymentSpec"]["executors"][component["executorLabel"]]["container"]
            args = dict(zip(container["args"][::2], container["args"][1::2], strict=True))
            found[name] = Task(container["command"], args, sources, task, container, condition)


def _sources(inputs: dict[str, Any], given: dict[str, tuple[str, ...]]):
    for kind, of_task, key in (
        ("artifacts", "taskOutputArtifact", "outputArtifactKey"),
        ("parameters", "taskOutputParameter", "outputParameterKey"),
    ):
        for name, source in inputs.get(kind, {}).items():
            if of_task in source:
                yield name, (source[of_task]["producerTask"], source[of_task][key])
            elif "taskFinalStatus" in source:
                yield name, ("final status",)
            elif "runtimeValue" in source:
                yield name, ("constant", source["runtimeValue"]["constant"])
            else:
                yield name, given[source.get("componentInputArtifact") or source["componentInputParameter"]]
