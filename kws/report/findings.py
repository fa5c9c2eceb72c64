"""The findings of a report: the results of the stages for one candidate."""

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
    """The answers of a model's forms to a clip.

    Attributes:
        clip: id of the clip.
        label: the true label.
        probabilities: of each label, by form.
    """

    clip: str
    label: str
    probabilities: Mapping[str, Mapping[str, float]]

    @property
    def answered(self) -> str:
        """The most probable label by the TFLite form."""
        tflite = self.probabilities["tflite"]
        return max(tflite, key=tflite.__getitem__)


@dataclass(frozen=True)
class Findings:
    """The results of the stages as values.

    Attributes:
        manifest, model: `model.json` and the bytes of `model.tflite`.
        clips: the clips of the data set.
        evaluation, device, verdict: the reports.
        parameters: of every stage, with flat keys.
        histories: the training histories, by stage.
        answers: to the test clips.
        threshold: a row per threshold, with the shares of right and wrong answers acted on, by form.
        recordings: the waveforms of the clips that `choose_hardest` chooses, by clip.
        images: of the containers that the stages ran in; empty if they did not run in containers.
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
