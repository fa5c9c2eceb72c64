"""Test clips → those that the TFLite form finds hardest, to look at and to listen to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.kws.clips import fit
from components.kws.front_end import FrontEnd
from components.report.findings import Findings
from components.report.picture import envelope, pictures, sound

# As many as a person listens to.
COUNT = 6

_FORM = "tflite_"


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


def hardest(answers: Sequence[Mapping[str, str]]) -> list[str]:
    """The clips that the TFLite form takes for something else, then those of whose label it is least sure."""
    return [row["clip"] for row in sorted(answers, key=_ease)[:COUNT]]


def hard_clips(findings: Findings) -> list[HardClip]:
    """The hardest clips, with what there is to see and to hear of each."""
    names = hardest(findings.answers)
    waveforms = np.stack([fit(findings.recordings[name], name) for name in names])
    drawn = pictures(FrontEnd(findings.manifest.front_end_spec)(waveforms))
    rows = {row["clip"]: row for row in findings.answers}
    speakers = {clip.path: clip.speaker for clip in findings.clips}
    return [
        HardClip(
            clip=name,
            speaker=speakers[name],
            said=rows[name]["label"],
            answered=_answered(rows[name]),
            right={form: float(rows[name][f"{form}_{rows[name]['label']}"]) for form in findings.evaluation["forms"]},
            wave=envelope(waveform),
            features=picture,
            audio=sound(waveform),
        )
        for name, waveform, picture in zip(names, waveforms, drawn, strict=True)
    ]


def _ease(row: Mapping[str, str]) -> tuple[bool, float]:
    return _answered(row) == row["label"], float(row[f"{_FORM}{row['label']}"])


def _answered(row: Mapping[str, str]) -> str:
    columns = [name for name in row if name.startswith(_FORM)]
    return max(columns, key=lambda name: float(row[name])).removeprefix(_FORM)
