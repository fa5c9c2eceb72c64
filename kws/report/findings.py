"""What a report is about: everything that the stages found out of one candidate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kws.audio.clips import Waveform
from kws.audio.manifest import Clip
from kws.model.manifest import ModelManifest
from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import Evaluation
from kws.model.reports.history import History
from kws.model.reports.verdict import Verdict


@dataclass(frozen=True)
class Answers:
    """What the forms of a model take a clip for.

    Attributes:
        clip, label: which one, and what it is.
        probabilities: of each label, by form.
    """

    clip: str
    label: str
    probabilities: Mapping[str, Mapping[str, float]]

    @property
    def answered(self) -> str:
        """The label that the TFLite form finds likeliest."""
        tflite = self.probabilities["tflite"]
        return max(tflite, key=tflite.__getitem__)


@dataclass(frozen=True)
class Findings:
    """What the stages found out, as values.

    Attributes:
        manifest, model: `model.json` and the bytes of `model.tflite`.
        clips: the data set.
        evaluation, device, verdict: the reports.
        parameters: of every stage, flat.
        histories: by the stage that learned.
        answers: to the test clips.
        threshold: a row a threshold: the share of right and of wrong answers acted on, by form.
        recordings: the waveforms of the clips that `hardest` names, by clip.
        images: the containers that the stages ran in; none where they ran in no container.
    """

    manifest: ModelManifest
    model: bytes
    clips: Sequence[Clip]
    evaluation: Evaluation
    device: DeviceReport
    verdict: Verdict
    parameters: Mapping[str, str]
    histories: Mapping[str, History]
    answers: Sequence[Answers]
    threshold: Sequence[Mapping[str, float]]
    recordings: Mapping[str, Waveform]
    images: Sequence[str]
