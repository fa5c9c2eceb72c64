"""Every form of the model → its quality: the KFP contract of evaluate."""

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
    """Ask the float, the pruned and the TFLite form the same questions: every clip of the test split.

    Args:
        params: section `evaluate` of params.yaml.
        features: the features of preprocess.
        model: the Keras model of train.
        pruned: the Keras model of prune.
        tflite: the TFLite model of convert.

    Returns:
        evaluation: accuracy with its interval, recall and errors of each form; sizes.
        predictions: a row a clip, the probability of each word by each form.
        plots: confusion and threshold curve, as pictures and as tables.
        confusion: the TFLite form's confusion matrix, for this UI.
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
