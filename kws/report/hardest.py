"""The test clips that the TFLite form finds hardest, to look at and to listen to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kws.audio.clips import pad_clip
from kws.audio.front_end import FrontEnd
from kws.report.findings import Answers, Findings
from kws.report.picture import draw_envelope, draw_features, encode_sound

# As many as a person will listen to.
COUNT = 6


@dataclass(frozen=True)
class HardClip:
    """A clip that the model finds hard.

    Attributes:
        clip: its id.
        speaker: of the clip.
        label: true label.
        answered: label that the TFLite form takes it for.
        probabilities: of the true label, by form.
        wave: data of an SVG path.
        features, audio: data URLs of the picture and of the sound.
    """

    clip: str
    speaker: str
    label: str
    answered: str
    probabilities: dict[str, float]
    wave: str
    features: str
    audio: str

    @property
    def is_wrong(self) -> bool:
        """Whether the answer is another label."""
        return self.label != self.answered


def choose_hardest(answers: Sequence[Answers]) -> list[Answers]:
    """Choose COUNT clips: those that the TFLite form gets wrong, then those of whose label it is least sure."""
    return sorted(answers, key=_ease)[:COUNT]


def make_hard_clips(findings: Findings) -> list[HardClip]:
    """Choose the hardest clips, with the waveform, features and sound of each."""
    chosen = choose_hardest(findings.answers)
    waveforms = np.stack([pad_clip(findings.recordings[one.clip], one.clip) for one in chosen])
    drawn = draw_features(FrontEnd(findings.manifest.front_end_spec)(waveforms))
    speakers = {clip.path: clip.speaker for clip in findings.clips}
    return [
        HardClip(
            clip=one.clip,
            speaker=speakers[one.clip],
            label=one.label,
            answered=one.answered,
            probabilities={form: probabilities[one.label] for form, probabilities in one.probabilities.items()},
            wave=draw_envelope(waveform),
            features=picture,
            audio=encode_sound(waveform),
        )
        for one, waveform, picture in zip(chosen, waveforms, drawn, strict=True)
    ]


def _ease(answers: Answers) -> tuple[bool, float]:
    return answers.answered == answers.label, answers.probabilities["tflite"][answers.label]
