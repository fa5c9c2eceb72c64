"""Evaluation and device report → verdict: the KFP contract of gate."""

from typing import Any

from kfp.dsl import Artifact, ContainerSpec, Input, Markdown, Metrics, Output, OutputPath, container_component

from components.images import LIGHT


@container_component
def gate(
    params: dict[str, Any],
    evaluation: Input[Metrics],
    device_report: Input[Metrics],
    verdict: Output[Artifact],
    summary: Output[Markdown],
    blessed: OutputPath(bool),  # type: ignore[valid-type]
) -> ContainerSpec:
    """Hold accuracy, size and latency to their thresholds.

    Args:
        params: section `gate` of params.yaml.
        evaluation: the quality of each form, by evaluate.
        device_report: what the device answered, by validate.

    Returns:
        verdict: a row a check, with its reason and the file that its number is from.
        summary: the verdict for a person.
        blessed: whether every check passed; decides between register and rejected.
    """
    return ContainerSpec(
        image=LIGHT,
        command=["python", "-m", "components.gate"],
        args=[
            "--params-json",
            params,
            "--evaluation",
            evaluation.path,
            "--device-report",
            device_report.path,
            "--verdict",
            verdict.path,
            "--summary",
            summary.path,
            "--executor-input",
            "{{$}}",
        ],
    )
