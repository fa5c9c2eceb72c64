"""The job that a host sends to a device: a model, clips and the settings of the measurement."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class JobClip:
    """One clip of a job: its id, the path of its file below the job's clips folder, and the file's hash."""

    id: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Job:
    """A measurement to run on a device.

    Attributes:
        model: folder of model.tflite and model.json.
        model_sha256, front_end_sha256: the expected hashes.
        clips_folder: folder of the clips.
        clips: the test split; mono, 16 bit, 16 kHz, so that nothing is resampled.
        warmup_clips: number of clips that are answered before the first measured one.
        windows: number of windows in which the latency is measured.
        window_s: least duration of a window, in seconds.
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
        """Make a job of its JSON form."""
        return cls(**{**document, "clips": tuple(JobClip(**clip) for clip in document["clips"])})
