"""The KFP contract of preprocess."""

from typing import Any

from kfp.dsl import ContainerSpec, Dataset, Input, Output, container_component

from components.images import LIGHT


@container_component
def preprocess(
    params: dict[str, Any],
    clips: Input[Dataset],
    features: Output[Dataset],
) -> ContainerSpec:
    """Compute the features of every clip, with variants and background in the training split.

    Args:
        params: section `preprocess` of params.yaml.
        clips: output of ingest.

    Returns:
        features: the features of every split, with front_end.json and lineage.json.
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
