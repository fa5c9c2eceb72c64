"""Latency per clip on one thread, from waveform to answer: our spotter and the seed's.

Ours is the spotter that runs on the device: the numpy front end and the TFLite model that convert wrote. The seed's
is tf.signal, eager, with the seed's settings, and the float TFLite form of the seed's DS-CNN.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks import tf_signal
from benchmarks.measure import Seconds, interleaved, machine, parser, report
from benchmarks.seed import SPEC, float_model
from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, FrontEndSpec
from kws.core.command import run
from kws.core.errors import FrontEndError
from kws.learning.runtime import tf
from kws.model.probabilities import softmax
from kws.model.spotter import Spotter
from kws.model.tflite import TFLiteModel

Steps = dict[str, Callable[[], object]]


def our_steps(spotter: Spotter, clip: Waveform) -> Steps:
    """Make the steps of our spotter: the whole, the front end and the model."""
    features = spotter.front_end(clip)
    return {
        "total": lambda: spotter(clip),
        "front end": lambda: spotter.front_end(clip),
        "model": lambda: spotter.model(features),
    }


def seed_steps(spec: FrontEndSpec, model: TFLiteModel, clip: Waveform) -> Steps:
    """Make the same steps with tf.signal and a float model.

    Raises:
        FrontEndError: the model takes other features.
    """
    expected = (1, spec.num_frames, spec.num_features)
    if model.input_shape != expected:
        raise FrontEndError(f"expected a peer that takes features {expected}, got {model.input_shape}")
    front_end = tf_signal.front_end(spec)
    features = front_end(clip).numpy()
    return {
        "total": lambda: softmax(np.array(model(front_end(clip).numpy()))),
        "front end": lambda: front_end(clip).numpy(),
        "model": lambda: model(features),
    }


def row(name: str, seconds: dict[str, Seconds], reference: float) -> dict[str, object]:
    """Make a table row, in milliseconds; front end and model by their medians."""
    total = 1000 * seconds["total"]
    return {
        "way": name,
        "median ms": float(np.median(total)),
        "p90": float(np.quantile(total, 0.9)),
        "front end": 1000 * float(np.median(seconds["front end"])),
        "model": 1000 * float(np.median(seconds["model"])),
        "× ours": float(np.median(total)) / reference,
    }


def main() -> None:
    """Load, measure, print."""
    command = parser("latency", __doc__, "--tflite models/tflite --output latency.json")
    command.add_argument("--tflite", type=Path, default=Path("models/tflite"), help="our model (default: %(default)s)")
    command.add_argument("--peer", type=Path, help="a float TFLite file (default: the seed's network, untrained)")
    command.add_argument("--rounds", type=int, default=30, help="rounds per spotter (default: %(default)s)")
    flags = command.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    spotter = Spotter(flags.tflite)
    content = flags.peer.read_bytes() if flags.peer else float_model(SPEC, len(spotter.manifest.labels))
    peer = TFLiteModel(content, str(flags.peer or "the seed's network"))
    clip = np.float32(0.1) * np.random.default_rng(0).standard_normal(CLIP_SAMPLES, np.float32)
    steps = {"ours": our_steps(spotter, clip), "seed": seed_steps(SPEC, peer, clip)}
    candidates = {f"{way} {step}": function for way, named in steps.items() for step, function in named.items()}
    seconds = interleaved(candidates, flags.rounds, 20)
    reference = 1000 * float(np.median(seconds["ours total"]))
    names = {"ours": f"numpy + {spotter.model.output.dtype} TFLite, ours", "seed": "tf.signal eager + float TFLite"}
    rows = [row(names[way], {step: seconds[f"{way} {step}"] for step in steps[way]}, reference) for way in steps]
    on = machine("numpy", "ai-edge-litert", "tensorflow")
    report("Waveform to answer: one clip of a second, one thread", rows, on, flags.output)


if __name__ == "__main__":
    run(main)
