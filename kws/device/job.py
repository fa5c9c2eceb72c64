"""The job that a host gives to a device: a model, clips and the protocol of the measurement."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class JobClip:
    """One clip of a job: its id, its file below the job's folder of clips, and that file's hash."""

    id: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Job:
    """What the host asks.

    Attributes:
        model: folder of model.tflite and model.json.
        model_sha256, front_end_sha256: what they must be.
        clips_folder: where the clips are.
        clips: the test split; mono, 16 bit, 16 kHz, so that nothing is resampled.
        warmup_clips: so many are answered before the first measured one.
        windows: how often the latency is measured.
        window_s: seconds of answering that each window lasts at least.
    """

    model: str
    model_sha256: str
    front_end_sha256: str
    clips_folder: str
    clips: tuple[JobClip, ...]
    warmup_clips: int
    windows: int
    window_s: float

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Job":
        """A job as it came through JSON."""
        return cls(**{**document, "clips": tuple(JobClip(**clip) for clip in document["clips"])})
