"""Keras model → smaller Keras model: the KFP contract of prune."""

from typing import Any

from kfp.dsl import ContainerSpec, Dataset, Input, Model, Output, container_component

from components.images import TRAIN


@container_component
def prune(
    params: dict[str, Any],
    features: Input[Dataset],
    model: Input[Model],
    pruned: Output[Model],
) -> ContainerSpec:
    """Set weights to zero or take whole channels out, and let the model learn on.

    Args:
        params: section `prune` of params.yaml.
        features: the features of preprocess.
        model: the Keras model of train.

    Returns:
        pruned: model.keras and history.csv of the smaller model.
    """
    return ContainerSpec(
        image=TRAIN,
        command=["python", "-m", "components.prune"],
        args=[
            "--params-json",
            params,
            "--features",
            features.path,
            "--model",
            model.path,
            "--pruned",
            pruned.path,
            "--executor-input",
            "{{$}}",
        ],
    )
