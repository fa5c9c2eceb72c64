"""MLflow run and verdict → a model version, or the reasons why none: the KFP contracts of register."""

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
    """Make the blessed model a new version in the MLflow registry.

    Args:
        params: section `register` of mlflow/registry.yaml.
        run: where the MLflow run is, by track.
        verdict: the verdict of gate.
        card: the model card, by track.

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
    """Say why the model makes no new version; the registry stays as it is.

    Args:
        params: section `register` of mlflow/registry.yaml.
        run: where the MLflow run is, by track.
        verdict: the verdict of gate.
        card: the model card, by track.

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
