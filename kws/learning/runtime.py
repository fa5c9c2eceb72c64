"""TensorFlow as every stage imports it: quiet, and with the Keras that tensorflow-model-optimization needs."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _hide_stderr_unless_failing() -> Iterator[None]:
    """Hide what libraries write to standard error, unless the block fails."""
    sys.stderr.flush()
    terminal = os.dup(2)
    with tempfile.TemporaryFile() as buffer:
        os.dup2(buffer.fileno(), 2)
        try:
            yield
        except BaseException:
            buffer.seek(0)
            os.write(terminal, buffer.read())
            raise
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)


# A person's own settings choose other kernels and other compilers, which round another way. How much TensorFlow says
# while it is imported stays theirs.
_CHATTER = "TF_CPP_MIN_LOG_LEVEL"
for _name in [name for name in os.environ if name.startswith(("TF_", "XLA_", "KERAS_")) and name != _CHATTER]:
    del os.environ[_name]
os.environ.setdefault(_CHATTER, "3")
os.environ["TF_USE_LEGACY_KERAS"] = "1"
with _hide_stderr_unless_failing():
    import tensorflow as tf
    import tf_keras

# The bytes of a training depend on the number of threads, and so would they on the number of cores.
THREADS = 2
tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(THREADS)

# ~/.keras/keras.json may say otherwise, and give another network.
tf_keras.backend.set_image_data_format("channels_last")
tf_keras.backend.set_floatx("float32")
tf_keras.backend.set_epsilon(1e-7)

__all__ = ["tf", "tf_keras"]
