"""The KFP contract of train."""

from typing import Any

from kfp.dsl import ContainerSpec, Dataset, Input, Model, Output, container_component

from components.images import TRAIN


@container_component
def train(
    params: dict[str, Any],
    features: Input[Dataset],
    model: Output[Model],
) -> ContainerSpec:
    """Train the network on the training split; the same params and features give the same weights.

    Args:
        params: section `train` of params.yaml.
        features: output of preprocess.

    Returns:
        model: model.keras, history.csv (a row per epoch) and lineage.json.
    """
    return ContainerSpec(
        image=TRAIN,
        command=["python", "-m", "components.train"],
        args=[
            "--params-json",
            params,
            "--features",
            features.path,
            "--model",
            model.path,
            "--executor-input",
            "{{$}}",
        ],
    )
