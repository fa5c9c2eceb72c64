"""The KFP contract of gate."""

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
    """Compare accuracy, size and latency with their thresholds.

    Args:
        params: section `gate` of params.yaml.
        evaluation: output of evaluate.
        device_report: output of validate.

    Returns:
        verdict: the checks, each with its reason and the file that its number comes from.
        summary: the verdict as Markdown.
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
