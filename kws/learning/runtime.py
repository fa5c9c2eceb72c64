"""TensorFlow as every stage imports it: quiet, and with the Keras that tensorflow-model-optimization works with."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _stderr_kept_for_failure() -> Iterator[None]:
    """Hold back what libraries write to standard error; show it only if the block fails."""
    sys.stderr.flush()
    terminal = os.dup(2)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        except BaseException:
            held.seek(0)
            os.write(terminal, held.read())
            raise
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)


# TensorFlow reads both settings while it is imported; what it says before it has read them nobody can set.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["TF_USE_LEGACY_KERAS"] = "1"
with _stderr_kept_for_failure():
    import tensorflow as tf
    import tf_keras

__all__ = ["tf", "tf_keras"]
