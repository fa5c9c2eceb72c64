"""The KFP contract of ingest."""

from typing import Any

from kfp.dsl import ContainerSpec, Dataset, Output, container_component

from components.images import LIGHT


@container_component
def ingest(
    params: dict[str, Any],
    clips: Output[Dataset],
) -> ContainerSpec:
    """Read recordings from their source and split their speakers into training, validation and test.

    Args:
        params: section `ingest` of params.yaml.

    Returns:
        clips: a folder per word with a WAV file per clip, manifest.csv and lineage.json.
    """
    return ContainerSpec(
        image=LIGHT,
        command=["python", "-m", "components.ingest"],
        args=[
            "--params-json",
            params,
            "--clips",
            clips.path,
            "--executor-input",
            "{{$}}",
        ],
    )
