"""The spotter: the front end and the model together, from a waveform to a word."""

from pathlib import Path
from typing import NamedTuple

from kws.audio.clips import Waveform, pad_clip
from kws.audio.front_end import FrontEnd
from kws.model.probabilities import Numbers
from kws.model.tflite import load_model


class Answer(NamedTuple):
    """The likeliest word in a clip, and the probability of each word in label order."""

    label: str
    probabilities: Numbers


class Spotter:
    """A model and its front end, verified against the manifest; answers one clip at a time.

    Raises:
        ModelError, FrontEndError: as `load_model`.
    """

    def __init__(self, folder: Path) -> None:
        self.manifest, self.model = load_model(folder)
        self.front_end = FrontEnd(self.manifest.front_end_spec)

    def __call__(self, samples: Waveform, where: str = "clip") -> Answer:
        """Answer one clip.

        Args:
            samples: float32 (n,) in [-1, 1] at 16 kHz, at most a second; shorter ones are padded.
            where: name of the samples, for the message.

        Raises:
            ClipError: as `pad_clip`.
        """
        probabilities = self.manifest.probabilities(self.model(self.front_end(pad_clip(samples, where))))
        return Answer(self.manifest.labels[probabilities.index(max(probabilities))], probabilities)
