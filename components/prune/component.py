"""The KFP contract of prune."""

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
    """Set weights to zero or remove whole channels, and train the model further.

    Args:
        params: section `prune` of params.yaml.
        features: output of preprocess.
        model: output of train.

    Returns:
        pruned: model.keras, history.csv (a row per epoch) and lineage.json.
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
