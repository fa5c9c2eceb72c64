"""Everything so far → one MLflow run, and how it all ended: the KFP contracts of track."""

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
        clips: the clips of ingest.
        model: the Keras model of train.
        pruned: the Keras model of prune.
        tflite: the TFLite model of convert.
        evaluation: the quality of each form, by evaluate.
        predictions: what evaluate heard in each test clip.
        plots: the plots of evaluate.
        device_report: what the device answered, by validate.
        verdict: the verdict of gate.
        kubeflow_run: the id of this run of Kubeflow.

    Returns:
        report: everything on one page.
        card: the model card.
        run: where the MLflow run is.
        run_url: where a person sees it.
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
    """Say how the run ended, and which error ended it.

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
