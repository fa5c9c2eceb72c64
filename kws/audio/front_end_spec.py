"""The front end's parameters, the sizes derived from them and their hash."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from kws.core.errors import FrontEndError, ParamsError
from kws.core.files import sha256_of_json
from kws.core.params import Range, parse

# Part of the contract, not of params.yaml: clips from every source are stored this way.
SAMPLE_RATE_HZ = 16_000
CLIP_SAMPLES = 16_000


@dataclass(frozen=True)
class FrontEndSpec:
    """The parameters of the front end.

    Attributes:
        features: `mfcc`, or `log_mel` without the cosine transform.
        frame_length_ms, frame_step_ms: the analysis window and the step between windows.
        frame_folds: number of equal parts that a frame is cut into and that are summed before the transform. The
            transform then costs as much as that of one part, and gives every frame_folds-th frequency of the whole
            frame's: the weighted overlap-add of Crochiere & Rabiner (1983).
        num_mel_bins: number of triangular filters on the mel scale.
        mel_min_hz, mel_max_hz: the band that the filters span.
        num_mfcc: number of cosine coefficients kept, from the first on; not used by `log_mel`.
    """

    features: Literal["mfcc", "log_mel"]
    frame_length_ms: Annotated[float, Range(1, 250)]
    frame_step_ms: Annotated[float, Range(1, 250)]
    frame_folds: Literal[1, 2, 4]
    num_mel_bins: Annotated[int, Range(1, 128)]
    mel_min_hz: Annotated[float, Range(0)]
    mel_max_hz: Annotated[float, Range(0, open_below=True)]
    num_mfcc: Annotated[int, Range(1, 128)]

    @property
    def frame_length(self) -> int:
        """Samples per frame."""
        return round(SAMPLE_RATE_HZ * self.frame_length_ms / 1000)

    @property
    def frame_step(self) -> int:
        """Samples from the start of one frame to the start of the next."""
        return round(SAMPLE_RATE_HZ * self.frame_step_ms / 1000)

    @property
    def fft_length(self) -> int:
        """Samples per transform: the smallest power of two that holds a frame, as in `tf.signal.stft`, by the folds."""
        return (1 << (self.frame_length - 1).bit_length()) // self.frame_folds

    @property
    def num_frames(self) -> int:
        """Whole frames per clip."""
        return 1 + (CLIP_SAMPLES - self.frame_length) // self.frame_step

    @property
    def num_features(self) -> int:
        """Features per frame."""
        return self.num_mfcc if self.features == "mfcc" else self.num_mel_bins

    @property
    def sha256(self) -> str:
        """The hash of everything that determines the features' values."""
        return sha256_of_json({**asdict(self), "sample_rate_hz": SAMPLE_RATE_HZ, "clip_samples": CLIP_SAMPLES})

    def problems(self) -> Iterator[str]:
        """Yield a line per broken rule across fields."""
        nyquist_hz = SAMPLE_RATE_HZ / 2
        if self.mel_max_hz > nyquist_hz:
            yield f"mel_max_hz: expected at most {nyquist_hz:g}, half the sample rate, got {self.mel_max_hz:g}"
        if self.mel_min_hz >= self.mel_max_hz:
            yield f"mel_min_hz: expected less than mel_max_hz {self.mel_max_hz:g}, got {self.mel_min_hz:g}"
        if self.frame_folds > 1 and self.frame_length != self.fft_length * self.frame_folds:
            yield (
                f"frame_folds: expected 1, or a frame of a power of two samples, got {self.frame_folds} and "
                f"{self.frame_length}"
            )
        if self.features == "mfcc" and self.num_mfcc > self.num_mel_bins:
            yield f"num_mfcc: expected at most num_mel_bins {self.num_mel_bins}, got {self.num_mfcc}"

    def document(self) -> dict[str, Any]:
        """The JSON form that travels with features and models: the parameters and their hash."""
        return {**asdict(self), "front_end_sha256": self.sha256}

    @classmethod
    def from_document(cls, document: dict[str, Any], where: str) -> "FrontEndSpec":
        """Parse the JSON form that `document` returns.

        Raises:
            FrontEndError: the document is not a front end, or its hash does not match its parameters.
        """
        parameters = {key: value for key, value in document.items() if key != "front_end_sha256"}
        try:
            spec = parse(cls, parameters, where)
        except ParamsError as error:
            raise FrontEndError(str(error)) from None
        require_same_front_end(document.get("front_end_sha256", "none"), spec.sha256, where)
        return spec


def require_same_front_end(expected_sha256: str, got_sha256: str, where: str) -> None:
    """Require that two parts have the same front end.

    Raises:
        FrontEndError: their hashes differ.
    """
    if expected_sha256 != got_sha256:
        raise FrontEndError(f"expected front end {expected_sha256[:12]}, got {got_sha256[:12]}: {where}")
