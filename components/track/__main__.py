"""The command of track: one MLflow run of all results, blessed or not, with a report and a model card.

In:  --clips, --model, --pruned, --tflite, folders as ingest, train, prune and convert write them; --evaluation,
     --predictions, --plots, --device-report, --verdict, the reports of evaluate, validate and gate.
Out: --report, an HTML page; --card, a model card as Markdown; --run, the address of the MLflow run as JSON.
     The run itself is in the store at MLFLOW_TRACKING_URI, or else in .mlflow/ of the repository. If Kubeflow sets
     MLFLOW_RUN_ID, it is a child of that run.
"""

import os
from collections.abc import Sequence

from components.track import TrackParams
from components.track.stage import write_report
from kws.core.command import StageCommand, run
from kws.core.executor import write_executor_output
from kws.tracking.client import connect, require_server
from kws.tracking.evidence import read_evidence
from kws.tracking.run_data import make_kubeflow_tags
from kws.tracking.runs import track

# Environment variable with the id of the run that Kubeflow's MLflow plugin began for this task.
PARENT = "MLFLOW_RUN_ID"


def main(argv: Sequence[str] | None = None) -> None:
    """Read the evidence, write the report and the model card, track the run, write its address."""
    command = StageCommand("track", TrackParams, __doc__)
    command.add_path("--clips", "folder of clips")
    command.add_path("--model", "folder of the trained Keras model")
    command.add_path("--pruned", "folder of the pruned Keras model")
    command.add_path("--tflite", "folder of the TFLite model")
    command.add_path("--evaluation", "JSON file of evaluate")
    command.add_path("--predictions", "CSV file of evaluate")
    command.add_path("--plots", "folder of plots")
    command.add_path("--device-report", "JSON file of validate")
    command.add_path("--verdict", "JSON file of gate")
    command.add_output("--report", "HTML page to write")
    command.add_output("--card", "Markdown file to write")
    command.add_output("--run", "JSON file to write")
    command.parser.add_argument("--kubeflow-run", help="id of the Kubeflow run; not set by DVC")
    command.parser.add_argument("--images", help="images of its tasks, name=reference …; not set by DVC")
    params, flags = command.parse(argv)
    if flags.kubeflow_run is not None:
        require_server()
    evidence = read_evidence(
        flags.clips,
        {"train": flags.model, "prune": flags.pruned},
        flags.tflite,
        evaluation=flags.evaluation,
        predictions=flags.predictions,
        plots=flags.plots,
        device_report=flags.device_report,
        verdict=flags.verdict,
    )
    evidence = write_report(evidence, flags.clips, flags.images, report=flags.report, card=flags.card)
    more_tags = make_kubeflow_tags(flags.kubeflow_run, flags.images)
    # Removed from the environment: MLflow would write into that run.
    parent_id = os.environ.pop(PARENT, None)
    with connect() as client:
        tracked = track(client, params.experiment, evidence, more_tags, parent_id)
    tracked.write(flags.run)
    place = {"run_id": tracked.run_id, "run_url": tracked.run_url}
    write_executor_output(flags.executor_input, {"run": place}, {"run_url": tracked.run_url})
    print(f"run {tracked.run_id} in experiment {tracked.experiment}: {tracked.run_url}")


if __name__ == "__main__":
    run(main)
