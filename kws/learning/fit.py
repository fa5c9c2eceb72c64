"""A network and two splits → the trained network and its history, the same on every run."""

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
from kws.learning.batches import Batching, batches
from kws.learning.history import History, read_history, write_history
from kws.learning.runtime import tf, tf_keras
from kws.learning.targets import CrossEntropy, is_right, one_hot

# The validation split is only looked at: its batches may be as large as is fast.
VALIDATION_BATCH = 512


# Not below an output: DVC empties those before a stage runs.
BACKUPS = Path(".cache/train")


class Learning(Batching, Protocol):
    """What `fit` reads of a stage's params; `TrainParams` documents each."""

    @property
    def schedule(self) -> str: ...  # noqa: D102
    @property
    def learning_rate(self) -> float: ...  # noqa: D102
    @property
    def end_learning_rate(self) -> float: ...  # noqa: D102
    @property
    def epochs(self) -> int: ...  # noqa: D102


def make_deterministic(seed: int) -> None:
    """Seed Python, numpy and TensorFlow, and allow only operations that give the same bits every time."""
    tf_keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()


def fit(
    model: tf_keras.Model,
    training: Examples,
    validation: Examples,
    params: Learning,
    *,
    backup: Path,
    description: str,
    weight_decay: float = 0.0,
    callbacks: Sequence[tf_keras.callbacks.Callback] = (),
) -> History:
    """Train with Adam, a learning rate that falls, and cross-entropy on logits.

    Args:
        model: features → logits; trained in place.
        backup: folder that keeps the state after each epoch, and is gone at the end: a run that was killed
            goes on from its last whole epoch, to the same result.
        description: what the progress bar says.
        weight_decay: of the kernels, decoupled; as in `TrainParams`.
        callbacks: more of them, called after the state is restored or kept.

    Returns:
        a row an epoch: epoch, time (its end, UNIX seconds), loss, accuracy, val_loss, val_accuracy,
        learning_rate (of its last step).

    Raises:
        TrainingError: the loss is no finite number.
    """
    steps = math.ceil(len(training) / params.batch_size)
    targets = one_hot(training.labels, model.output_shape[-1] + training.rejects)
    model.compile(
        optimizer(learning_rates(params, steps * params.epochs), weight_decay),
        CrossEntropy(),
        metrics=[tf_keras.metrics.MeanMetricWrapper(is_right, name="accuracy")],
    )
    epoch = tf.Variable(0, dtype=tf.int32, trainable=False)
    journal = Journal(backup.with_suffix(".csv"))
    with show_count(description, params.epochs) as at:
        model.fit(
            batches(training.features, targets, params, epoch),
            validation_data=(validation.features, one_hot(validation.labels, targets.shape[1])),
            validation_batch_size=VALIDATION_BATCH,
            epochs=params.epochs,
            verbose=0,
            callbacks=[
                tf_keras.callbacks.LambdaCallback(on_epoch_begin=lambda number, _: epoch.assign(number)),
                journal,
                tf_keras.callbacks.BackupAndRestore(str(backup)),
                *callbacks,
                tf_keras.callbacks.LambdaCallback(on_epoch_end=lambda number, _: at(number + 1)),
            ],
        )
    journal.path.unlink()
    shutil.rmtree(backup, ignore_errors=True)
    return journal.rows


def learning_rates(params: Learning, steps: int) -> tf_keras.optimizers.schedules.LearningRateSchedule:
    """The learning rate of each of so many steps."""
    schedules = tf_keras.optimizers.schedules
    first, last = params.learning_rate, params.end_learning_rate
    if params.schedule == "cosine":
        return schedules.CosineDecay(first, steps, alpha=last / first)
    return schedules.PolynomialDecay(first, steps, last)


def optimizer(
    learning_rate: tf_keras.optimizers.schedules.LearningRateSchedule, weight_decay: float
) -> tf_keras.optimizers.Optimizer:
    """Adam; with weight decay AdamW, which spares biases and normalization."""
    if weight_decay == 0:
        return tf_keras.optimizers.Adam(learning_rate)
    adamw = tf_keras.optimizers.AdamW(learning_rate, weight_decay=weight_decay)
    adamw.exclude_from_weight_decay(var_names=["bias", "beta", "gamma"])
    return adamw


class Journal(tf_keras.callbacks.Callback):
    """The history, kept in a file as it grows, so that a resumed run has the epochs before."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.rows: History = []

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """At the first epoch of this process, take over the rows of those before."""
        if not self.rows and epoch > 0:
            self.rows = read_history(self.path)[:epoch]

    def on_epoch_end(self, epoch: int, logs: dict[str, float]) -> None:
        """Add a row and write the file; refuse a loss or weights that are no number."""
        # The weights too: ReLU makes 0 of NaN, and the loss of a network of NaN can look well.
        losses = (logs["loss"], logs["val_loss"])
        finite = np.isfinite(losses).all() and all(np.isfinite(w).all() for w in self.model.get_weights())
        if not finite:
            raise TrainingError(
                f"expected finite losses and weights, got NaN or infinity in epoch {epoch + 1}: lower learning_rate"
            )
        optimizer = self.model.optimizer
        learning_rate = float(optimizer.learning_rate)
        values = {name: float(logs[name]) for name in ("loss", "accuracy", "val_loss", "val_accuracy")}
        self.rows.append({"epoch": epoch, "time": time.time(), **values, "learning_rate": learning_rate})
        write_history(self.path, self.rows)
