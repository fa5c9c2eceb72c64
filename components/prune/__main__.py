"""The command of prune: a smaller Keras model, trained further.

In:  --model, a folder as train writes it; --features, a folder as preprocess writes it.
Out: --pruned, a folder of model.keras, history.csv and lineage.json.
"""

from collections.abc import Sequence

from components.prune import PruneParams
from components.prune.stage import prune, summarize
from kws.audio.features import read_examples
from kws.core.command import StageCommand, run
from kws.core.lineage import LINEAGE, Lineage
from kws.learning.calibrate import calibrate
from kws.learning.fit import BACKUPS, make_deterministic
from kws.learning.saved_model import read_model, write_model


def main(argv: Sequence[str] | None = None) -> None:
    """Read a model, prune it, write the smaller one."""
    command = StageCommand("prune", PruneParams, __doc__)
    command.add_path("--features", "folder of features")
    command.add_path("--model", "folder of the trained Keras model")
    command.add_output("--pruned", "folder of the pruned Keras model to write", mark=LINEAGE)
    params, flags = command.parse(argv)
    lineage = Lineage.read(flags.model).add_stage("prune", params)
    training, validation = (read_examples(flags.features, split) for split in ("training", "validation"))
    make_deterministic(params.seed)
    model = read_model(flags.model)
    pruned, history = prune(model, training, validation, params, BACKUPS / lineage.sha256)
    if history and params.calibration == "temperature":
        calibrate(pruned, validation, training.rejects)
    write_model(flags.pruned, pruned, history, lineage)
    print(summarize(params, model, pruned, history))


if __name__ == "__main__":
    run(main)
