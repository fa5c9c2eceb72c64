"""The command of train: a Keras model, trained on features.

In:  --features, a folder as preprocess writes it.
Out: --model, a folder of model.keras, history.csv and lineage.json.
"""

from collections.abc import Sequence
from functools import partial

from components.train import TrainParams
from components.train.stage import train
from kws.core.command import StageCommand, run
from kws.core.lineage import LINEAGE
from kws.learning.networks import build_network


def main(argv: Sequence[str] | None = None) -> None:
    """Read features, train, write the model."""
    command = StageCommand("train", TrainParams, __doc__)
    command.add_path("--features", "folder of features")
    command.add_output("--model", "folder of the Keras model to write", mark=LINEAGE)
    params, flags = command.parse(argv)
    train(partial(build_network, params.architecture, params.alpha), params, flags.features, flags.model)


if __name__ == "__main__":
    run(main)
