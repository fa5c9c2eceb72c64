"""Waveform → which word: the front end and the model together."""

from pathlib import Path
from typing import NamedTuple

from kws.audio.clips import Waveform, fit
from kws.audio.front_end import FrontEnd
from kws.model.probabilities import Numbers
from kws.model.tflite import load


class Answer(NamedTuple):
    """What a spotter says of one clip: the likeliest word and the probability of each, in label order."""

    label: str
    probabilities: Numbers


class Spotter:
    """A model and its front end, verified against the manifest, ready to answer one clip at a time.

    Raises:
        ModelError, FrontEndError: the folder's model is not what its manifest says.
    """

    def __init__(self, folder: Path) -> None:
        self.manifest, self.model = load(folder)
        self.front_end = FrontEnd(self.manifest.front_end_spec)

    def __call__(self, samples: Waveform, where: str = "clip") -> Answer:
        """The answer for one clip.

        Args:
            samples: float32 (n,) in [-1, 1] at 16 kHz, at most a second; shorter ones are padded.
            where: what the samples are, for the message.

        Raises:
            ClipError: the samples are no clip.
        """
        probabilities = self.manifest.probabilities(self.model(self.front_end(fit(samples, where))))
        return Answer(self.manifest.labels[probabilities.index(max(probabilities))], probabilities)
