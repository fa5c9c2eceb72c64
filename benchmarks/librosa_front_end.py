"""Our front end's features computed with librosa, with the same mel matrix."""

from collections.abc import Callable

import librosa
import numpy as np

from kws.audio.clips import Waveform
from kws.audio.front_end import LOG_OFFSET, Features, mel_matrix
from kws.audio.front_end_spec import FrontEndSpec


def front_end(spec: FrontEndSpec) -> Callable[[Waveform], Features]:
    """Waveform, float32 (CLIP_SAMPLES,) → float32 (num_frames, num_features).

    librosa's own mel filters are triangles over hertz, not over mel as HTK's and TensorFlow's are, so the
    matrix is ours. It centres a short window in the transform, so the waveform starts that much later.
    """
    fft_length = spec.fft_length * spec.frame_folds
    lead = (fft_length - spec.frame_length) // 2
    matrix = mel_matrix(spec).T
    scale = _orthonormal_to_htk(spec.num_mfcc)

    def features(waveform: Waveform) -> Features:
        padded = np.pad(waveform, (lead, fft_length))
        spectrum = librosa.stft(
            padded, n_fft=fft_length, hop_length=spec.frame_step, win_length=spec.frame_length, center=False
        )[:: spec.frame_folds, : spec.num_frames]
        log_mel: Features = np.log(matrix @ np.abs(spectrum) + np.float32(LOG_OFFSET))
        # (num_mel_bins, num_frames)
        if spec.features == "log_mel":
            return log_mel.T
        mfcc: Features = librosa.feature.mfcc(S=log_mel, n_mfcc=spec.num_mfcc, norm="ortho").T * scale
        return mfcc

    return features


def _orthonormal_to_htk(num_mfcc: int) -> Features:
    # The orthonormal DCT scales its first coefficient by another √½, HTK does not.
    return np.array([np.sqrt(2)] + [1] * (num_mfcc - 1), np.float32)
