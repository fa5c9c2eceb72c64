"""The golden features of the front end, computed with `tf.signal` into front_end.npz.

    python tests/golden/make_front_end.py

The waveforms are made from a seed, here and in the test that reads the file.
"""

from itertools import product
from pathlib import Path

import numpy as np

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ, FrontEndSpec

GOLDEN = Path(__file__).with_name("front_end.npz")
# Every so manieth frame is kept: enough to notice any error, and a small file.
FRAME_STRIDE = 5

SPECS = {
    "seed": FrontEndSpec("mfcc", 16.0, 8.0, 1, 10, 40.0, 4000.0, 10),
    "wide": FrontEndSpec("log_mel", 32.0, 16.0, 1, 20, 20.0, 8000.0, 20),
    "odd": FrontEndSpec("mfcc", 25.0, 10.0, 1, 40, 20.0, 8000.0, 13),
    "fine": FrontEndSpec("mfcc", 8.0, 2.0, 1, 10, 40.0, 4000.0, 10),
    "apart": FrontEndSpec("log_mel", 10.0, 15.0, 1, 8, 100.0, 6000.0, 8),
    "folded": FrontEndSpec("log_mel", 32.0, 26.0, 2, 32, 40.0, 7600.0, 10),
    "folded twice": FrontEndSpec("mfcc", 64.0, 20.0, 4, 8, 100.0, 6000.0, 8),
}


def waveforms() -> dict[str, Waveform]:
    """The inputs by name, float32 (CLIP_SAMPLES,) each."""
    rng = np.random.default_rng(2026)
    noise = rng.standard_normal(CLIP_SAMPLES)
    seconds = np.arange(CLIP_SAMPLES) / SAMPLE_RATE_HZ
    chirp = np.sin(2 * np.pi * (100 * seconds + 3000 * seconds**2))
    made = {
        "noise": 0.1 * noise,
        # Over a floor as every microphone has one: between a pure tone and its silent surroundings a float32
        # transform leaves rounding noise, and its logarithm is whatever the library made of it.
        "chirp": 0.5 * chirp + 0.003 * noise,
        "silence": 0 * noise,
        "quiet": 1e-4 * noise,
        "burst": np.where(np.abs(seconds - 0.5) < 0.1, 0.3 * noise, 0),
    }
    return {name: waveform.astype(np.float32) for name, waveform in made.items()}


def main() -> None:
    """Compute and write."""
    from benchmarks import tf_signal

    golden = {f"{name} mel": tf_signal.mel_matrix(spec).numpy() for name, spec in SPECS.items()}
    for (name, spec), (sound, waveform) in product(SPECS.items(), waveforms().items()):
        golden[f"{name} {sound}"] = tf_signal.front_end(spec)(waveform).numpy()[::FRAME_STRIDE]
    np.savez_compressed(GOLDEN, **golden)


if __name__ == "__main__":
    main()
