"""Our front end's features computed with `tf.signal`: the definition of ours, and the seed's implementation."""

from collections.abc import Callable

from kws.audio.front_end import LOG_OFFSET
from kws.audio.front_end_spec import SAMPLE_RATE_HZ, FrontEndSpec
from kws.learning.runtime import tf


def mel_matrix(spec: FrontEndSpec) -> tf.Tensor:
    """Float32 (fft_length / 2 + 1, num_mel_bins)."""
    return tf.signal.linear_to_mel_weight_matrix(
        spec.num_mel_bins, spec.fft_length // 2 + 1, SAMPLE_RATE_HZ, spec.mel_min_hz, spec.mel_max_hz
    )


def front_end(spec: FrontEndSpec) -> Callable[[tf.Tensor], tf.Tensor]:
    """Waveform, float32 (..., CLIP_SAMPLES) → float32 (..., num_frames, num_features), its mel matrix made once."""
    matrix = mel_matrix(spec)

    def features(waveform: tf.Tensor) -> tf.Tensor:
        magnitude = tf.abs(tf.signal.stft(waveform, spec.frame_length, spec.frame_step)[..., :: spec.frame_folds])
        log_mel = tf.math.log(magnitude @ matrix + LOG_OFFSET)
        if spec.features == "log_mel":
            return log_mel
        return tf.signal.mfccs_from_log_mel_spectrograms(log_mel)[..., : spec.num_mfcc]

    return features
