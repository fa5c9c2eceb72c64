"""The KFP contract of validate."""

from typing import Any

from kfp.dsl import ContainerSpec, Dataset, Input, Metrics, Model, Output, container_component

from components.images import VALIDATE


@container_component
def validate(
    params: dict[str, Any],
    clips: Input[Dataset],
    tflite: Input[Model],
    predictions: Input[Dataset],
    device_report: Output[Metrics],
) -> ContainerSpec:
    """Run the model on the device, from waveform to answer, and time it on every test clip.

    Args:
        params: section `validate` of params.yaml.
        clips: output of ingest.
        tflite: output of convert.
        predictions: the host's answers to the test clips, output of evaluate.

    Returns:
        device_report: accuracy, agreement with the host, latency, memory and health.
    """
    return ContainerSpec(
        image=VALIDATE,
        command=["python", "-m", "components.validate"],
        args=[
            "--params-json",
            params,
            "--clips",
            clips.path,
            "--tflite",
            tflite.path,
            "--predictions",
            predictions.path,
            "--device-report",
            device_report.path,
            "--executor-input",
            "{{$}}",
        ],
    )
