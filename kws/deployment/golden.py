"""Golden clips: sounds with the answers of this machine, which a device must give too.

They are silence, hum, noise and glides, synthesized here. If the data that the model was tested on are on this machine,
recordings of the test split are added, with the answers recorded in the model's evidence.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kws.audio.clips import encode_wav, read_clip
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.audio.manifest import MANIFEST, data_sha256, read_manifest
from kws.core.errors import EvidenceError
from kws.device.job import Job, JobClip
from kws.device.listen.settings import BACKGROUND
from kws.model.manifest import ModelManifest
from kws.model.probabilities import Numbers
from kws.model.reports.evaluation import TFLITE
from kws.model.reports.predictions import read_predictions
from kws.model.spotter import Spotter
from kws.registry.version import Version

RECORDINGS_PER_LABEL = 3
# Kernels for different processors round an int8 model differently, by up to four steps of the logits.
_LOGIT_STEPS = 4
# Float arithmetic runs in another order there, front end included; on probabilities.
_FLOAT_TOLERANCE = 0.01


@dataclass(frozen=True)
class GoldenClips:
    """WAV files, and a model's answer to each.

    Attributes:
        folder: of the WAV files.
        answers: by file name, the probability of each label; synthesized sounds come before recordings.
        background: names of the files that hold no speech.
        manifest: of the model.
    """

    folder: Path
    answers: dict[str, Numbers]
    background: frozenset[str]
    manifest: ModelManifest

    def make_job(self, model: Path) -> Job:
        """Make a job for the agent: every clip, and the first one again at the end."""
        names = [*self.answers, next(iter(self.answers))]
        hashes = {name: hashlib.sha256((self.folder / name).read_bytes()).hexdigest() for name in self.answers}
        return Job(
            model=str(model),
            model_sha256=self.manifest.sha256,
            front_end_sha256=self.manifest.front_end_spec.sha256,
            clips_folder=str(self.folder),
            clips=tuple(JobClip(name, name, hashes[name]) for name in names),
            warmup_clips=1,
            windows=0,
            window_s=0,
        )

    def check_answers(self, answers: Sequence[tuple[str, Numbers]]) -> Iterator[str]:
        """Check a device's answers to the job; yields one line per problem.

        Args:
            answers: in the order of the job, the file name and the probability of each label.
        """
        # If no logit moves by more than d, no probability of a softmax moves by more than d / 2.
        tolerance = _FLOAT_TOLERANCE + _LOGIT_STEPS * self.manifest.output.scale / 2
        for name, answer in answers:
            expected = self.answers.get(name, ())
            if len(answer) != len(expected) or not np.allclose(answer, expected, rtol=0, atol=tolerance):
                yield f"{name}: expected {_format(expected)} as on this machine, got {_format(answer)}"
        (name, first), (_, last) = answers[0], answers[-1]
        if first != last:
            yield f"{name}: expected the same answer twice, got {_format(first)} and {_format(last)}"
        if self.manifest.rejects or BACKGROUND in self.manifest.labels:
            for name, answer in answers:
                if name in self.background and self._is_action(answer):
                    yield f"{name}: expected no action, got {_format(answer)}"

    def _is_action(self, answer: Numbers) -> bool:
        word = int(np.argmax(answer))
        return self.manifest.labels[word] != BACKGROUND and answer[word] >= self.manifest.action_threshold


def make_golden_clips(version: Version, clips: Path, folder: Path) -> GoldenClips:
    """Make the golden clips of a version in a new folder.

    Args:
        version: with a verified chain.
        clips: folder of clips; ignored if it is missing or holds other data than the version's.
        folder: to create.

    Raises:
        EvidenceError: the recorded answers are missing or damaged.
    """
    folder.mkdir()
    spotter, sounds = Spotter(version.tflite), _synthesize_sounds()
    answers: dict[str, Numbers] = {}
    for name, sound in sounds.items():
        (folder / name).write_bytes(encode_wav(sound))
        answers[name] = spotter(read_clip(folder / name)).probabilities
    background = frozenset(name for name in sounds if not name.startswith("glide"))
    for name, (path, answer) in _choose_recordings(version, clips).items():
        (folder / name).write_bytes(path.read_bytes())
        answers[name] = answer
    return GoldenClips(folder, answers, background, version.manifest)


def _synthesize_sounds() -> dict[str, npt.NDArray[np.float32]]:
    seconds, rng = np.arange(CLIP_SAMPLES) / SAMPLE_RATE_HZ, np.random.default_rng(0)
    noise = rng.standard_normal(CLIP_SAMPLES)
    click = np.where(np.arange(CLIP_SAMPLES) == CLIP_SAMPLES // 2, 0.9, 0.0)
    sounds = {
        "silence.wav": np.zeros(CLIP_SAMPLES),
        "hiss.wav": 0.001 * noise,
        "noise.wav": 0.1 * noise,
        "hum.wav": 0.1 * np.sin(2 * np.pi * 50 * seconds),
        "click.wav": click,
        "glide_up.wav": 0.3 * np.sin(2 * np.pi * (300 * seconds + 500 * seconds**2)),
        "glide_down.wav": 0.3 * np.sin(2 * np.pi * (1300 * seconds - 500 * seconds**2)),
    }
    return {name: sound.astype(np.float32) for name, sound in sounds.items()}


def _choose_recordings(version: Version, folder: Path) -> dict[str, tuple[Path, Numbers]]:
    # By file name, some test clips of each label with their recorded answers; empty if the data are not the version's.
    if not (folder / MANIFEST).is_file():
        return {}
    clips = read_manifest(folder)
    if data_sha256(clips) != version.manifest.data_sha256:
        return {}
    answers = _read_predictions(version)
    found: dict[str, tuple[Path, Numbers]] = {}
    for label in version.manifest.labels:
        of_label = [clip for clip in clips if clip.split == "test" and clip.word == label]
        for place, clip in enumerate(of_label[:RECORDINGS_PER_LABEL]):
            found[f"{label}_{place}.wav"] = (folder / clip.path, answers[clip.path])
    return found


def _read_predictions(version: Version) -> dict[str, Numbers]:
    path = version.evidence / "reports" / "predictions.csv"
    try:
        predictions = read_predictions(path, version.manifest.labels)
    except EvidenceError as error:
        raise EvidenceError(f"{version}: {error}") from None
    return {clip: one.probabilities[TFLITE] for clip, one in predictions.clips.items()}


def _format(answer: Numbers) -> str:
    return ", ".join(f"{probability:.3f}" for probability in answer) or "none"
