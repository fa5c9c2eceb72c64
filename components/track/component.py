"""The KFP contracts of track: the MLflow run, and the outcome of the Kubeflow run."""

from typing import Any

from kfp.dsl import (
    HTML,
    Artifact,
    ContainerSpec,
    Dataset,
    Input,
    Markdown,
    Metrics,
    Model,
    Output,
    OutputPath,
    PipelineTaskFinalStatus,
    container_component,
)

from components.images import LIGHT, TRAIN


@container_component
def track(
    params: dict[str, Any],
    clips: Input[Dataset],
    model: Input[Model],
    pruned: Input[Model],
    tflite: Input[Model],
    evaluation: Input[Metrics],
    predictions: Input[Dataset],
    plots: Input[Artifact],
    device_report: Input[Metrics],
    verdict: Input[Artifact],
    kubeflow_run: str,
    report: Output[HTML],
    card: Output[Markdown],
    run: Output[Artifact],
    run_url: OutputPath(str),  # type: ignore[valid-type]
) -> ContainerSpec:
    """Record params, curves, figures, model and verdict as one MLflow run, blessed or not.

    Args:
        params: section `track` of params.yaml.
        clips: output of ingest.
        model: output of train.
        pruned: output of prune.
        tflite: output of convert.
        evaluation: output of evaluate.
        predictions: output of evaluate.
        plots: output of evaluate.
        device_report: output of validate.
        verdict: output of gate.
        kubeflow_run: id of this Kubeflow run.

    Returns:
        report: all results on one page.
        card: the model card.
        run: ids and address of the MLflow run.
        run_url: URL of the MLflow run's web page.
    """
    return ContainerSpec(
        image=LIGHT,
        command=["python", "-m", "components.track"],
        args=[
            "--params-json",
            params,
            "--clips",
            clips.path,
            "--model",
            model.path,
            "--pruned",
            pruned.path,
            "--tflite",
            tflite.path,
            "--evaluation",
            evaluation.path,
            "--predictions",
            predictions.path,
            "--plots",
            plots.path,
            "--device-report",
            device_report.path,
            "--verdict",
            verdict.path,
            "--report",
            report.path,
            "--card",
            card.path,
            "--run",
            run.path,
            "--kubeflow-run",
            kubeflow_run,
            "--images",
            f"light={LIGHT} train={TRAIN}",
            "--executor-input",
            "{{$}}",
        ],
    )


@container_component
def outcome(status: PipelineTaskFinalStatus, outcome: Output[Markdown]) -> ContainerSpec:
    """Write the final state of the Kubeflow run, and its error.

    Args:
        status: filled in by Kubeflow.

    Returns:
        outcome: state and error.
    """
    return ContainerSpec(
        image=LIGHT,
        command=["python", "-m", "components.track.outcome"],
        args=["--status", status, "--outcome", outcome.path],
    )
