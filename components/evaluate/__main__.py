"""The command of evaluate: the quality of every form of the model on the host, its predictions and plots.

In:  --model, --pruned, --tflite, folders as train, prune and convert write them; --features, a folder as preprocess
     writes it.
Out: --evaluation, the quality of each form as JSON; --predictions, a row per test clip as CSV; --plots, a folder.
"""

from collections.abc import Sequence

from components.evaluate import EvaluateParams
from components.evaluate.figures import make_confusion_metadata, select_key_figures, summarize
from components.evaluate.plots import THRESHOLD, write_answers, write_confusion, write_threshold
from components.evaluate.stage import (
    compute_keras_logits,
    compute_probabilities,
    compute_tflite_logits,
    count_background_accepts,
    make_evaluation,
    make_predictions,
)
from kws.audio.features import background_split, read_examples, read_front_end
from kws.audio.front_end_spec import require_same_front_end
from kws.core.command import StageCommand, run
from kws.core.executor import write_executor_output
from kws.core.files import replacing
from kws.learning.saved_model import read_model
from kws.model.reports.predictions import write_predictions
from kws.model.tflite import load_model


def main(argv: Sequence[str] | None = None) -> None:
    """Run every form on the same test clips, write its quality, predictions and plots."""
    command = StageCommand("evaluate", EvaluateParams, __doc__)
    command.add_path("--features", "folder of features")
    command.add_path("--model", "folder of the trained Keras model")
    command.add_path("--pruned", "folder of the pruned Keras model")
    command.add_path("--tflite", "folder of the TFLite model")
    command.add_output("--evaluation", "JSON file to write")
    command.add_output("--predictions", "CSV file to write")
    command.add_output("--plots", "folder of plots to write", mark=THRESHOLD)
    params, flags = command.parse(argv)
    manifest, tflite = load_model(flags.tflite)
    require_same_front_end(manifest.front_end_spec.sha256, read_front_end(flags.features).sha256, str(flags.features))
    test = read_examples(flags.features, "test")
    logits = {
        "float": compute_keras_logits(read_model(flags.model), test),
        "pruned": compute_keras_logits(read_model(flags.pruned), test),
        "tflite": compute_tflite_logits(tflite, test),
    }
    forms = {form: compute_probabilities(values, manifest) for form, values in logits.items()}
    background = read_examples(flags.features, background_split("test"))
    background_probabilities = compute_probabilities(compute_tflite_logits(tflite, background), manifest)
    false_accepts = count_background_accepts(background_probabilities, background, manifest)
    evaluation = make_evaluation(manifest, forms, test.labels, false_accepts, params)
    with replacing(flags.plots, mark=THRESHOLD) as folder:
        folder.mkdir()
        write_confusion(folder, evaluation.tflite.confusion, manifest.labels)
        write_answers(folder, forms["tflite"], test.labels, manifest.labels)
        write_threshold(folder, forms, test.labels, params.threshold_steps, manifest.action_threshold)
    write_predictions(flags.predictions, make_predictions(test, manifest.labels, forms, logits["tflite"]))
    evaluation.write(flags.evaluation)
    confusion = make_confusion_metadata(manifest.labels, evaluation.tflite.confusion)
    write_executor_output(flags.executor_input, {"evaluation": select_key_figures(evaluation), "confusion": confusion})
    print("\n".join(summarize(evaluation)))


if __name__ == "__main__":
    run(main)
