"""Clips → features: the KFP contract of preprocess."""

from typing import Any

from kfp.dsl import ContainerSpec, Dataset, Input, Output, container_component

from components.images import LIGHT


@container_component
def preprocess(
    params: dict[str, Any],
    clips: Input[Dataset],
    features: Output[Dataset],
) -> ContainerSpec:
    """Compute the features of every clip, and of augmented copies of the training clips.

    Args:
        params: section `preprocess` of params.yaml.
        clips: the clips of ingest.

    Returns:
        features: training.npz, validation.npz, test.npz and the front end that made them.
    """
    return ContainerSpec(
        image=LIGHT,
        command=["python", "-m", "components.preprocess"],
        args=[
            "--params-json",
            params,
            "--clips",
            clips.path,
            "--features",
            features.path,
            "--executor-input",
            "{{$}}",
        ],
    )
