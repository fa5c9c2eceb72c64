"""Test clips → those that the TFLite form finds hardest, to look at and to listen to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kws.audio.clips import pad_clip
from kws.audio.front_end import FrontEnd
from kws.report.findings import Answers, Findings
from kws.report.picture import draw_envelope, draw_features, encode_sound

# As many as a person listens to.
COUNT = 6


@dataclass(frozen=True)
class HardClip:
    """A clip that the model finds hard.

    Attributes:
        clip, speaker: which one, and whose.
        said, answered: the label, and what the TFLite form takes it for.
        right: by form, the probability of the label.
        wave: the data of an SVG path.
        features, audio: addresses of a picture and of the sound.
    """

    clip: str
    speaker: str
    said: str
    answered: str
    right: dict[str, float]
    wave: str
    features: str
    audio: str

    @property
    def is_wrong(self) -> bool:
        """Whether the answer is another label."""
        return self.said != self.answered


def hardest(answers: Sequence[Answers]) -> list[Answers]:
    """The clips that the TFLite form takes for something else, then those of whose label it is least sure."""
    return sorted(answers, key=_ease)[:COUNT]


def hard_clips(findings: Findings) -> list[HardClip]:
    """The hardest clips, with what there is to see and to hear of each."""
    chosen = hardest(findings.answers)
    waveforms = np.stack([pad_clip(findings.recordings[one.clip], one.clip) for one in chosen])
    drawn = draw_features(FrontEnd(findings.manifest.front_end_spec)(waveforms))
    speakers = {clip.path: clip.speaker for clip in findings.clips}
    return [
        HardClip(
            clip=one.clip,
            speaker=speakers[one.clip],
            said=one.label,
            answered=one.answered,
            right={form: probabilities[one.label] for form, probabilities in one.probabilities.items()},
            wave=draw_envelope(waveform),
            features=picture,
            audio=encode_sound(waveform),
        )
        for one, waveform, picture in zip(chosen, waveforms, drawn, strict=True)
    ]


def _ease(answers: Answers) -> tuple[bool, float]:
    return answers.answered == answers.label, answers.probabilities["tflite"][answers.label]
