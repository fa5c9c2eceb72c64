"""Golden clips: what a model answers on this machine, and whether a device answers the same.

Silence, hum, noise and glides, made here; with them recordings of the test split, where the data that the model was
tested on are at hand, with the answers that its evidence has on record.
"""

import csv
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
from kws.model.spotter import Spotter
from kws.registry.version import Version

RECORDINGS_PER_LABEL = 3
# So much the kernels for different processors differ in an int8 model: four steps of the logits.
_STEPS = 4
# And float arithmetic in another order, front end included.
_FLOAT_TOLERANCE = 0.01


@dataclass(frozen=True)
class Golden:
    """Clips in a folder, and what a model answers to each.

    Attributes:
        folder: of the WAV files.
        answers: by file name, the probability of each label; those of silence and its like come first.
        restful: the names of sounds that are no word.
        manifest: of the model.
    """

    folder: Path
    answers: dict[str, Numbers]
    restful: frozenset[str]
    manifest: ModelManifest

    def job(self, model: Path) -> Job:
        """What to ask the agent: every clip, and the first one again at the end."""
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

    def problems(self, heard: Sequence[tuple[str, Numbers]]) -> Iterator[str]:
        """What is wrong with a device's answers to the job, a line each."""
        tolerance = _FLOAT_TOLERANCE + _STEPS * self.manifest.output.scale / 2
        for name, answer in heard:
            expected = self.answers.get(name, ())
            if len(answer) != len(expected) or not np.allclose(answer, expected, rtol=0, atol=tolerance):
                yield f"{name}: expected {_told(expected)} as on this machine, got {_told(answer)}"
        if heard[0][1] != heard[-1][1]:
            yield f"{heard[0][0]}: expected the same answer twice, got {_told(heard[0][1])} and {_told(heard[-1][1])}"
        if self.manifest.rejects or BACKGROUND in self.manifest.labels:
            for name, answer in heard:
                if name in self.restful and self._acts(answer):
                    yield f"{name}: expected no action, got {_told(answer)}"

    def _acts(self, answer: Numbers) -> bool:
        word = int(np.argmax(answer))
        return self.manifest.labels[word] != BACKGROUND and answer[word] >= self.manifest.action_threshold


def golden(version: Version, clips: Path, folder: Path) -> Golden:
    """Golden clips of a version, in a new folder.

    Args:
        version: whose chain is verified.
        clips: folder of clips; used if it is there and of the version's data.
        folder: to create.
    """
    folder.mkdir()
    spotter, sounds = Spotter(version.tflite), _sounds()
    answers: dict[str, Numbers] = {}
    for name, sound in sounds.items():
        (folder / name).write_bytes(encode_wav(sound))
        answers[name] = spotter(read_clip(folder / name)).probabilities
    restful = frozenset(name for name in sounds if not name.startswith("glide"))
    for name, (path, answer) in _recordings(version, clips).items():
        (folder / name).write_bytes(path.read_bytes())
        answers[name] = answer
    return Golden(folder, answers, restful, version.manifest)


def _sounds() -> dict[str, npt.NDArray[np.float32]]:
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


def _recordings(version: Version, folder: Path) -> dict[str, tuple[Path, Numbers]]:
    """By name, some test clips of each label and the answer on record; none where the clips are others."""
    if not (folder / MANIFEST).is_file():
        return {}
    clips = read_manifest(folder)
    if data_sha256(clips) != version.manifest.data_sha256:
        return {}
    recorded = _recorded(version)
    found: dict[str, tuple[Path, Numbers]] = {}
    for label in version.manifest.labels:
        of_label = [clip for clip in clips if clip.split == "test" and clip.word == label]
        for place, clip in enumerate(of_label[:RECORDINGS_PER_LABEL]):
            found[f"{label}_{place}.wav"] = (folder / clip.path, recorded[clip.path])
    return found


def _recorded(version: Version) -> dict[str, Numbers]:
    path = version.evidence / "reports" / "predictions.csv"
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return {row["clip"]: tuple(float(row[f"tflite_{label}"]) for label in version.manifest.labels) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise EvidenceError(f"expected the answers on record, got {error!r}: {version}") from None


def _told(answer: Numbers) -> str:
    return ", ".join(f"{probability:.3f}" for probability in answer) or "none"
