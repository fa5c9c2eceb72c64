"""The KFP contract of evaluate."""

from typing import Any

from kfp.dsl import (
    Artifact,
    ClassificationMetrics,
    ContainerSpec,
    Dataset,
    Input,
    Metrics,
    Model,
    Output,
    container_component,
)

from components.images import TRAIN


@container_component
def evaluate(
    params: dict[str, Any],
    features: Input[Dataset],
    model: Input[Model],
    pruned: Input[Model],
    tflite: Input[Model],
    evaluation: Output[Metrics],
    predictions: Output[Dataset],
    plots: Output[Artifact],
    confusion: Output[ClassificationMetrics],
) -> ContainerSpec:
    """Evaluate the float, the pruned and the TFLite form on every clip of the test split.

    Args:
        params: section `evaluate` of params.yaml.
        features: output of preprocess.
        model: output of train.
        pruned: output of prune.
        tflite: output of convert.

    Returns:
        evaluation: accuracy with its interval, recall and errors of each form; false accepts; sizes.
        predictions: each form's probability of each label, a row per test clip.
        plots: confusion matrix and threshold curve, as pictures and as tables.
        confusion: confusion matrix of the TFLite form, for this UI.
    """
    return ContainerSpec(
        image=TRAIN,
        command=["python", "-m", "components.evaluate"],
        args=[
            "--params-json",
            params,
            "--features",
            features.path,
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
            "--executor-input",
            "{{$}}",
        ],
    )
