"""Float, pruned and TFLite forms and features → quality on the host, predictions and plots.

In:  --model, --pruned, --tflite: the three forms' folders; --features, a folder as preprocess leaves it.
Out: --evaluation, the quality of each form as JSON; --predictions, a row a test clip as CSV; --plots, a folder.
"""

from collections.abc import Sequence

from components.evaluate import EvaluateParams
from components.evaluate.figures import confusion_metadata, key_figures, summary
from components.evaluate.plots import THRESHOLD, write_answers, write_confusion, write_threshold
from components.evaluate.stage import (
    background_accepts,
    describe,
    keras_logits,
    predict,
    probabilities_of,
    tflite_logits,
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
    """Ask every form the same questions and write the answers."""
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
        "float": keras_logits(read_model(flags.model), test),
        "pruned": keras_logits(read_model(flags.pruned), test),
        "tflite": tflite_logits(tflite, test),
    }
    forms = {form: probabilities_of(values, manifest) for form, values in logits.items()}
    background = read_examples(flags.features, background_split("test"))
    false = background_accepts(probabilities_of(tflite_logits(tflite, background), manifest), background, manifest)
    evaluation = describe(manifest, forms, test.labels, false, params)
    with replacing(flags.plots, mark=THRESHOLD) as folder:
        folder.mkdir()
        write_confusion(folder, evaluation.tflite.confusion, manifest.labels)
        write_answers(folder, forms["tflite"], test.labels, manifest.labels)
        write_threshold(folder, forms, test.labels, params.threshold_steps, manifest.action_threshold)
    write_predictions(flags.predictions, predict(test, manifest.labels, forms, logits["tflite"]))
    evaluation.write(flags.evaluation)
    confusion = confusion_metadata(manifest.labels, evaluation.tflite.confusion)
    write_executor_output(flags.executor_input, {"evaluation": key_figures(evaluation), "confusion": confusion})
    print("\n".join(summary(evaluation)))


if __name__ == "__main__":
    run(main)
