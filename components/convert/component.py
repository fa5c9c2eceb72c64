"""The KFP contract of convert."""

from typing import Any

from kfp.dsl import ContainerSpec, Dataset, Input, Model, Output, container_component

from components.images import TRAIN


@container_component
def convert(
    params: dict[str, Any],
    features: Input[Dataset],
    pruned: Input[Model],
    tflite: Output[Model],
) -> ContainerSpec:
    """Convert the pruned model to TFLite, quantized with a representative dataset from the training split.

    Args:
        params: section `convert` of params.yaml.
        features: output of preprocess.
        pruned: output of prune.

    Returns:
        tflite: model.tflite, its manifest model.json, and model.zip.
    """
    return ContainerSpec(
        image=TRAIN,
        command=["python", "-m", "components.convert"],
        args=[
            "--params-json",
            params,
            "--features",
            features.path,
            "--pruned",
            pruned.path,
            "--tflite",
            tflite.path,
            "--executor-input",
            "{{$}}",
        ],
    )
