"""Training speed in examples per second, by input pipeline, and the load of the processor.

The network of params.yaml trains for one epoch on random examples: from our batches, with and without masks, and from
arrays that `model.fit` batches and shuffles itself. `no input` trains on one batch that stays in memory: it shows the
time of the network alone, the limit of any input pipeline.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import machine, parser, report
from components.preprocess import PreprocessParams
from components.train import TrainParams
from kws.audio.features import Examples
from kws.core.command import StageCommand, run
from kws.learning.batches import make_batches
from kws.learning.branches import add_branches
from kws.learning.fit import make_deterministic, make_optimizer, schedule_learning_rate
from kws.learning.networks import build_network
from kws.learning.runtime import tf, tf_keras
from kws.learning.targets import CrossEntropy, one_hot

LABELS = 2


def random_examples(count: int, shape: tuple[int, int]) -> Examples:
    """Make random examples: noise for features, with words and other sounds as labels."""
    rng = np.random.default_rng(0)
    features = rng.standard_normal((count, *shape), np.float32)
    return Examples(features, rng.integers(-1, LABELS, count).astype(np.int32), np.array([""] * count))


def compiled(params: TrainParams, shape: tuple[int, int], steps: int) -> tf_keras.Model:
    """Build the network and compile it as train does."""
    make_deterministic(params.seed)
    model = add_branches(build_network(params.architecture, params.alpha, shape, LABELS), params.branches).model
    model.compile(make_optimizer(schedule_learning_rate(params, steps), params.weight_decay), CrossEntropy())
    return model


def inputs(params: TrainParams, examples: Examples) -> dict[str, Callable[[], dict[str, Any]]]:
    """Make the arguments of `model.fit` for one epoch, by input pipeline."""
    targets = one_hot(examples.labels, LABELS + examples.rejects)
    steps, size = len(examples) // params.batch_size, params.batch_size
    one = (tf.constant(examples.features[:size]), tf.constant(targets[:size]))
    unmasked = replace(params, mask_frames=0, mask_features=0)
    epoch = tf.Variable(0)
    return {
        "no input": lambda: {"x": tf.data.Dataset.from_tensors(one).cache().repeat(steps)},
        "batches, masked": lambda: {"x": make_batches(examples.features, targets, params, epoch)},
        "batches": lambda: {"x": make_batches(examples.features, targets, unmasked, epoch)},
        "model.fit on arrays": lambda: {"x": examples.features, "y": targets, "batch_size": size},
    }


def row(name: str, model: tf_keras.Model, arguments: Callable[[], dict[str, Any]], count: int) -> dict[str, Any]:
    """Measure a table row, after a warm-up epoch that also traces."""
    model.fit(**arguments(), verbose=0)
    given = arguments()
    wall, processor = time.perf_counter(), time.process_time()
    model.fit(**given, verbose=0)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return {
        "input": name,
        "examples a second": count / wall,
        "examples a processor second": count / processor,
        "cores busy": processor / wall,
    }


def main() -> None:
    """Learn, measure, print."""
    command = parser("training", __doc__, "--examples 50000")
    command.add_argument("--params-file", type=Path, default=Path("params.yaml"), help="(default: %(default)s)")
    command.add_argument("--examples", type=int, default=50_000, help="of an epoch (default: %(default)s)")
    flags = command.parse_args()
    file = ["--params-file", str(flags.params_file)]
    params, _ = StageCommand("train", TrainParams, None).parse(file)
    preprocess, _ = StageCommand("preprocess", PreprocessParams, None).parse(file)
    shape = (preprocess.num_frames, preprocess.num_features)
    count = flags.examples // params.batch_size * params.batch_size
    ways = inputs(params, random_examples(count, shape))
    model = compiled(params, shape, 2 * len(ways) * count // params.batch_size)
    rows = [row(name, model, arguments, count) for name, arguments in ways.items()]
    notes = [f"{model.count_params():,} parameters, batches of {params.batch_size}, an epoch of {count:,} examples."]
    report("Training", rows, machine("numpy", "tensorflow"), flags.output, notes)


if __name__ == "__main__":
    run(main)
