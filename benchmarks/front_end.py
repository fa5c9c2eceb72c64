"""Time per clip of our front end, of tf.signal (eager and as a graph) and of librosa.

The settings are the seed's: MFCC, 16 ms frames every 8 ms, 10 mel bins from 40 to 4000 Hz, 10 coefficients.
Every front end prepares its tables beforehand, and its features are compared with ours before it is timed.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks import librosa_front_end, tf_signal
from benchmarks.measure import interleaved, machine, parser, report
from benchmarks.seed import SPEC
from kws.audio.clips import Waveform
from kws.audio.front_end import Features, FrontEnd
from kws.audio.front_end_spec import CLIP_SAMPLES
from kws.core.command import run
from kws.core.errors import FrontEndError
from kws.learning.runtime import tf

OURS = "numpy, ours"
BATCH = 100
TOLERANCE = 1e-3

Candidate = Callable[[Waveform], Features]


def candidates() -> dict[str, Candidate]:
    """Make the front ends by name: float32 (..., CLIP_SAMPLES) → float32 (..., num_frames, num_features)."""
    eager = tf_signal.front_end(SPEC)
    graph = tf.function(eager, input_signature=[tf.TensorSpec((None, CLIP_SAMPLES), tf.float32)])
    return {
        OURS: FrontEnd(SPEC),
        "tf.function": lambda waveform: graph(np.atleast_2d(waveform)).numpy(),
        "librosa": librosa_front_end.front_end(SPEC),
        "tf.signal eager": lambda waveform: eager(waveform).numpy(),
    }


def check_same(found: dict[str, Candidate], clip: Waveform) -> None:
    """Check that all front ends give the same features.

    Raises:
        FrontEndError: one says something else than ours.
    """
    expected = found[OURS](clip)
    for name, candidate in found.items():
        difference = float(np.abs(np.squeeze(candidate(clip)) - expected).max())
        if difference > TOLERANCE:
            raise FrontEndError(f"expected features within {TOLERANCE} of ours, got {difference:.2g} off: {name}")


def main() -> None:
    """Check, measure, print."""
    command = parser("front_end", __doc__, "--rounds 30 --output front_end.json")
    command.add_argument("--rounds", type=int, default=20, help="rounds per front end (default: %(default)s)")
    flags = command.parse_args()
    # One clip after the other is what a device does: nothing to spread over cores.
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    batch = np.float32(0.1) * np.random.default_rng(0).standard_normal((BATCH, CLIP_SAMPLES), np.float32)
    found = candidates()
    check_same(found, batch[0])
    singly = interleaved({name: partial(front_end, batch[0]) for name, front_end in found.items()}, flags.rounds, 20)
    batched = {name: partial(front_end, batch) for name, front_end in found.items() if name != "librosa"}
    together = interleaved(batched, flags.rounds, 1)
    rows = [
        {
            "front end": name,
            "median µs": 1e6 * float(np.median(seconds)),
            "best µs": 1e6 * float(seconds.min()),
            "clips/s": 1 / float(np.median(seconds)),
            "× ours": float(np.median(seconds) / np.median(singly[OURS])),
            f"clips/s by {BATCH}": BATCH / float(np.median(together[name])) if name in together else "",
        }
        for name, seconds in singly.items()
    ]
    on = machine("numpy", "tensorflow", "librosa")
    report("Front end: one clip of a second, one thread", rows, on, flags.output)


if __name__ == "__main__":
    run(main)
