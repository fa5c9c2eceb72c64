"""The front end: MFCC or log-mel features of a waveform, the same in preprocess, on the device and in the model.

Defined to equal `tf.signal`: `stft` with a periodic Hann window, every `frame_folds`-th of its frequencies, magnitude,
`linear_to_mel_weight_matrix`, log(x + 1e-6), `mfccs_from_log_mel_spectrograms`.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ, FrontEndSpec
from kws.core.errors import FrontEndError

LOG_OFFSET = np.float32(1e-6)

# Above this share of used bins, the magnitudes of all bins are computed.
_DENSE_SHARE = 0.75

_ITEM_BYTES = np.dtype(np.float32).itemsize

Features = npt.NDArray[np.float32]


class FrontEnd:
    """A front end whose tables and buffers are allocated once; not thread-safe.

    Raises:
        FrontEndError: a mel filter is so narrow that no frequency bin lies in it.
    """

    def __init__(self, spec: FrontEndSpec) -> None:
        self.spec = spec
        # Kept here because the spec computes its properties on each access.
        self._features_shape, self._fft_length = (spec.num_frames, spec.num_features), spec.fft_length
        part_length = spec.frame_length // spec.frame_folds
        self._parts_shape = (spec.num_frames, spec.frame_folds, part_length)
        self._strides = tuple(_ITEM_BYTES * samples for samples in (spec.frame_step, part_length, 1))
        # Multiplied by fft_length, exactly, as it is a power of two: see the transform below.
        window = hann_window(spec.frame_length) * np.float32(spec.fft_length)
        self._window = window.reshape(self._parts_shape[1:])
        mel = mel_matrix(spec)
        used = _find_used_bins(mel)
        # One more bin, whose magnitude is always 1, adds the offset within the product.
        self._mel = np.pad(mel[used], [(0, 1), (0, 0)], constant_values=LOG_OFFSET)
        self._dct = dct_matrix(spec.num_mel_bins, spec.num_mfcc) if spec.features == "mfcc" else None
        # Reused buffers stay in the processor's cache; new memory for each clip would not be in it.
        self._frames = np.empty((spec.num_frames, part_length), np.float32)
        # numpy's annotations wrongly require complex128 for a transform's `out`.
        bins: Any = np.ones((spec.num_frames, len(mel) + 1), np.complex64)
        self._spectrum, self._used_spectrum = bins[:, :-1], bins[:, used]
        self._magnitude = np.ones((spec.num_frames, len(self._mel)), np.float32)
        self._used_magnitude = self._magnitude[:, : self._used_spectrum.shape[1]]

    def __call__(self, waveform: Waveform) -> Features:
        """Features of one clip or of a batch of clips.

        Args:
            waveform: float32 (..., CLIP_SAMPLES) in [-1, 1].

        Returns:
            float32 (..., num_frames, num_features).

        Raises:
            FrontEndError: the number of samples is another.
        """
        if waveform.shape[-1] != CLIP_SAMPLES:
            raise FrontEndError(f"expected {CLIP_SAMPLES} samples per clip, got {waveform.shape[-1]}")
        clips = np.ascontiguousarray(waveform, np.float32)
        if clips.ndim == 1:
            return self._compute_clip(clips)
        features = np.empty((*clips.shape[:-1], *self._features_shape), np.float32)
        # Clip by clip, which is faster than all at once: the buffers of one clip fit in the processor's cache.
        for index in np.ndindex(clips.shape[:-1]):
            features[index] = self._compute_clip(clips[index])
        return features

    def _compute_clip(self, clip: Waveform) -> Features:
        # A view of overlapping frames, split into parts; unlike as_strided, numpy checks that it stays inside the clip.
        parts: Waveform = np.ndarray(self._parts_shape, np.float32, clip, strides=self._strides)
        np.einsum("tps,ps->ts", parts, self._window, out=self._frames)
        # Without norm="forward" (a factor 1 / fft_length, undone by the window) numpy computes in float64.
        np.fft.rfft(self._frames, self._fft_length, norm="forward", out=self._spectrum)
        np.abs(self._used_spectrum, out=self._used_magnitude)
        log_mel: Features = self._magnitude @ self._mel
        np.log(log_mel, out=log_mel)
        return log_mel if self._dct is None else log_mel @ self._dct


def hann_window(length: int) -> npt.NDArray[np.float32]:
    """The periodic Hann window, float32 (length,) in [0, 1]."""
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)).astype(np.float32)


def hertz_to_mel(hertz: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """The mel scale of O'Shaughnessy (1987) as in HTK: 1127 ln(1 + f / 700)."""
    return np.asarray(1127.0 * np.log1p(np.asarray(hertz, np.float64) / 700.0))


def mel_matrix(spec: FrontEndSpec) -> npt.NDArray[np.float32]:
    """Triangular filters, equally wide and overlapping by half on the mel scale.

    Returns:
        float32 (fft_length / 2 + 1, num_mel_bins) in [0, 1]; the zero-frequency bin has weight 0.

    Raises:
        FrontEndError: a filter is empty.
    """
    bins = hertz_to_mel(np.fft.rfftfreq(spec.fft_length, 1 / SAMPLE_RATE_HZ))[1:, np.newaxis]
    edges = np.linspace(hertz_to_mel(spec.mel_min_hz), hertz_to_mel(spec.mel_max_hz), spec.num_mel_bins + 2)
    lower, centre, upper = edges[:-2], edges[1:-1], edges[2:]
    triangles = np.minimum((bins - lower) / (centre - lower), (upper - bins) / (upper - centre))
    matrix = np.asarray(np.pad(np.maximum(triangles, 0.0), ((1, 0), (0, 0))), np.float32)
    empty = np.flatnonzero(matrix.sum(axis=0) == 0)
    if len(empty):
        raise FrontEndError(
            f"expected a frequency bin in every mel filter, got none in {len(empty)} of {spec.num_mel_bins}: "
            "choose fewer num_mel_bins, a wider mel band, a longer frame_length_ms or fewer frame_folds"
        )
    return matrix


def dct_matrix(num_mel_bins: int, num_mfcc: int) -> npt.NDArray[np.float32]:
    """DCT-II scaled by √(2 / num_mel_bins), as in HTK; float32 (num_mel_bins, num_mfcc)."""
    angles = np.pi / num_mel_bins * np.outer(np.arange(num_mel_bins) + 0.5, np.arange(num_mfcc))
    return np.asarray(np.sqrt(2.0 / num_mel_bins) * np.cos(angles), np.float32)


def _find_used_bins(mel: npt.NDArray[np.float32]) -> slice:
    """Find the range of bins to take magnitudes of: those with a weight, or all.

    All bins, which are contiguous in memory together with the one that is always 1, are faster than most of them.
    """
    weighted = np.flatnonzero(mel.any(axis=1))
    if len(weighted) > _DENSE_SHARE * len(mel):
        return slice(None)
    return slice(int(weighted[0]), int(weighted[-1]) + 1)
