"""What runs on the device: test clips through front end and model, timed.

A job comes in as one JSON object, events go out as JSON lines. Imports numpy and LiteRT only, and of this project
only what does the same.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """What the host asks.

    Attributes:
        model: folder of model.tflite and model.json.
        clips_folder: where the clips are.
        clips: their paths below it.
        warmup_clips: so many are answered before the first measured one.
    """

    model: str
    clips_folder: str
    clips: tuple[str, ...]
    warmup_clips: int
