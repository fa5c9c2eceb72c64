"""Features → Keras model and its history.

In:  --features, a folder as preprocess leaves it.
Out: --model, a folder of model.keras, history.csv and lineage.json.
"""

from collections.abc import Sequence
from functools import partial

from components.train import TrainParams
from components.train.stage import train
from kws.core.command import StageCommand, run
from kws.core.lineage import LINEAGE
from kws.learning.networks import build


def main(argv: Sequence[str] | None = None) -> None:
    """Read features, train, write the model."""
    command = StageCommand("train", TrainParams, __doc__)
    command.add_path("--features", "folder of features")
    command.add_output("--model", "folder of the Keras model to write", mark=LINEAGE)
    params, flags = command.parse(argv)
    train(partial(build, params.architecture, params.alpha), params, flags.features, flags.model)


if __name__ == "__main__":
    run(main)
