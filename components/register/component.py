"""The KFP contracts of register: for a blessed model, and for a rejected one."""

from typing import Any

from kfp.dsl import Artifact, ContainerSpec, Input, Markdown, Output, container_component

from components.images import LIGHT


@container_component
def register(
    params: dict[str, Any],
    run: Input[Artifact],
    verdict: Input[Artifact],
    card: Input[Markdown],
    registration: Output[Artifact],
) -> ContainerSpec:
    """Register the blessed model as a new version in the MLflow registry.

    Args:
        params: section `register` of mlflow/registry.yaml.
        run: output of track.
        verdict: output of gate.
        card: output of track.

    Returns:
        registration: model, version and alias.
    """
    return ContainerSpec(
        image=LIGHT,
        command=["python", "-m", "components.register"],
        args=[
            "--params-json",
            params,
            "--run",
            run.path,
            "--verdict",
            verdict.path,
            "--card",
            card.path,
            "--registration",
            registration.path,
            "--executor-input",
            "{{$}}",
        ],
    )


@container_component
def rejected(
    params: dict[str, Any],
    run: Input[Artifact],
    verdict: Input[Artifact],
    card: Input[Markdown],
    registration: Output[Artifact],
) -> ContainerSpec:
    """Write the reasons why the model is not registered; the registry stays as it is.

    Args:
        params: section `register` of mlflow/registry.yaml.
        run: output of track.
        verdict: output of gate.
        card: output of track.

    Returns:
        registration: the reason of every check that failed.
    """
    return ContainerSpec(
        image=LIGHT,
        command=["python", "-m", "components.register"],
        args=[
            "--params-json",
            params,
            "--run",
            run.path,
            "--verdict",
            verdict.path,
            "--card",
            card.path,
            "--registration",
            registration.path,
            "--executor-input",
            "{{$}}",
        ],
    )
