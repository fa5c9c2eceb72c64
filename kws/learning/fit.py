"""Training of a network on the training split, with the same result on every run."""

import math
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kws.audio.features import Examples
from kws.core.errors import TrainingError
from kws.core.progress import show_count
from kws.learning.batches import BatchParams, make_batches
from kws.learning.runtime import tf, tf_keras
from kws.learning.targets import CrossEntropy, is_right, one_hot
from kws.model.reports.history import Epoch, History, read_history, write_history

# The size of these batches has no effect on the result: large ones are fast.
VALIDATION_BATCH = 512


# Not below an output: DVC empties those before a stage runs.
BACKUPS = Path(".cache/train")


class FitParams(BatchParams, Protocol):
    """The params that `fit` reads; `TrainParams` documents each."""

    @property
    def schedule(self) -> str: ...  # noqa: D102
    @property
    def learning_rate(self) -> float: ...  # noqa: D102
    @property
    def end_learning_rate(self) -> float: ...  # noqa: D102
    @property
    def epochs(self) -> int: ...  # noqa: D102


def make_deterministic(seed: int) -> None:
    """Seed Python, numpy and TensorFlow, and restrict TensorFlow to deterministic operations."""
    tf_keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()


def fit(
    model: tf_keras.Model,
    training: Examples,
    validation: Examples,
    params: FitParams,
    *,
    backup: Path,
    description: str,
    weight_decay: float = 0.0,
    callbacks: Sequence[tf_keras.callbacks.Callback] = (),
) -> History:
    """Train with Adam, a falling learning rate, and cross-entropy on logits.

    Args:
        model: features → logits; trained in place.
        backup: folder that keeps the state after each epoch, removed at the end: a run that was killed resumes
            after its last complete epoch, with the same result.
        description: label of the progress bar.
        weight_decay: decoupled weight decay of the kernels, as in `TrainParams`.
        callbacks: further callbacks, called after the state is restored or saved.

    Returns:
        a row per epoch: epoch, time (at its end, UNIX seconds), loss, accuracy, val_loss, val_accuracy,
        learning_rate (at its last step).

    Raises:
        TrainingError: a loss or a weight is not finite.
    """
    steps = math.ceil(len(training) / params.batch_size)
    targets = one_hot(training.labels, model.output_shape[-1] + training.rejects)
    model.compile(
        make_optimizer(schedule_learning_rate(params, steps * params.epochs), weight_decay),
        CrossEntropy(),
        metrics=[tf_keras.metrics.MeanMetricWrapper(is_right, name="accuracy")],
    )
    epoch = tf.Variable(0, dtype=tf.int32, trainable=False)
    recorder = HistoryRecorder(backup.with_suffix(".csv"))
    with show_count(description, params.epochs) as show_done:
        model.fit(
            make_batches(training.features, targets, params, epoch),
            validation_data=(validation.features, one_hot(validation.labels, targets.shape[1])),
            validation_batch_size=VALIDATION_BATCH,
            epochs=params.epochs,
            verbose=0,
            callbacks=[
                tf_keras.callbacks.LambdaCallback(on_epoch_begin=lambda number, _: epoch.assign(number)),
                recorder,
                tf_keras.callbacks.BackupAndRestore(str(backup)),
                *callbacks,
                tf_keras.callbacks.LambdaCallback(on_epoch_end=lambda number, _: show_done(number + 1)),
            ],
        )
    recorder.path.unlink()
    shutil.rmtree(backup, ignore_errors=True)
    return tuple(recorder.rows)


def schedule_learning_rate(params: FitParams, steps: int) -> tf_keras.optimizers.schedules.LearningRateSchedule:
    """Make the schedule of the learning rate over `steps` steps."""
    schedules = tf_keras.optimizers.schedules
    first, last = params.learning_rate, params.end_learning_rate
    if params.schedule == "cosine":
        return schedules.CosineDecay(first, steps, alpha=last / first)
    return schedules.PolynomialDecay(first, steps, last)


def make_optimizer(
    learning_rate: tf_keras.optimizers.schedules.LearningRateSchedule, weight_decay: float
) -> tf_keras.optimizers.Optimizer:
    """Make the optimizer: Adam, or with weight decay AdamW, which exempts biases and normalizations."""
    if weight_decay == 0:
        return tf_keras.optimizers.Adam(learning_rate)
    adamw = tf_keras.optimizers.AdamW(learning_rate, weight_decay=weight_decay)
    adamw.exclude_from_weight_decay(var_names=["bias", "beta", "gamma"])
    return adamw


class HistoryRecorder(tf_keras.callbacks.Callback):
    """A callback that writes the history to a file after each epoch, so that a resumed run has the earlier epochs."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.rows: list[Epoch] = []

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """At the first epoch of this process, read the rows of the earlier ones."""
        if not self.rows and epoch > 0:
            self.rows = list(read_history(self.path)[:epoch])

    def on_epoch_end(self, epoch: int, logs: dict[str, float]) -> None:
        """Add a row and write the file; refuse a loss or weights that are not finite."""
        # The weights too: ReLU turns NaN into 0, so that a network with NaN weights can have a finite loss.
        losses = (logs["loss"], logs["val_loss"])
        finite = np.isfinite(losses).all() and all(np.isfinite(w).all() for w in self.model.get_weights())
        if not finite:
            raise TrainingError(
                f"expected finite losses and weights, got NaN or infinity in epoch {epoch + 1}: lower learning_rate"
            )
        optimizer = self.model.optimizer
        learning_rate = float(optimizer.learning_rate)
        values = {name: float(logs[name]) for name in ("loss", "accuracy", "val_loss", "val_accuracy")}
        self.rows.append(Epoch(epoch=epoch, time=time.time(), **values, learning_rate=learning_rate))
        write_history(self.path, self.rows)
