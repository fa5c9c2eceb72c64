"""A long recording with known words at known times, heard by kws-listen: hits, misses, false accepts, latency.

The words are test clips, one every few seconds, in the background noise of the same folder; then noise alone. The
program is the device's own, a process that gets the sound on standard input. A word counts as heard when its label acts
from its start until PATIENCE_S after its end; what acts otherwise is a false accept. Latency is from the end of a word
to its answer, in the sound's own time: what the window, its hop and the smoothing cost on any machine.
"""

import json
import math
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import machine, parser, report
from components.evaluate.stage import poisson_upper_95
from components.preprocess.augment import amplitude, scale_to_snr
from kws.audio.clips import Waveform, read_clip, read_wav
from kws.audio.front_end_spec import SAMPLE_RATE_HZ
from kws.audio.manifest import NOISE_FOLDER, Clip, read_manifest
from kws.core.command import run
from kws.core.errors import DatasetError
from kws.device.listen.settings import BACKGROUND, Action, ListenSettings
from kws.model.manifest import read_manifest as read_model_manifest

# The window, and the smoothing on top of it.
PATIENCE_S = 1.3
# Of a 10 ms frame against the loudest one, from where on it is the word's.
_SPOKEN_DB = -20.0
_FRAME = SAMPLE_RATE_HZ // 100


@dataclass(frozen=True)
class Word:
    """A word in a recording, and when it is spoken."""

    label: str
    start_s: float
    end_s: float

    def covers(self, action: Action) -> bool:
        """Whether an action may be about it."""
        return self.start_s < action.time_s <= self.end_s + PATIENCE_S


@dataclass(frozen=True)
class Score:
    """Words against actions.

    Attributes:
        words: how many there are.
        latencies_s: of each word that was heard.
        confused: words of which another label was heard.
        false_accepts: actions beyond.
        exposure_s: of sound in which an action is no word's.
    """

    words: int
    latencies_s: tuple[float, ...]
    confused: int
    false_accepts: int
    exposure_s: float

    @property
    def misses(self) -> int:
        """Words of which nothing was heard."""
        return self.words - len(self.latencies_s) - self.confused

    def row(self, name: str) -> dict[str, Any]:
        """A line of the table."""
        hours = self.exposure_s / 3600
        latency = np.quantile(self.latencies_s, [0.5, 0.9]) if self.latencies_s else [math.nan] * 2
        return {
            "sound": name,
            "words": self.words,
            "hits": len(self.latencies_s),
            "miss": self.misses,
            "wrong": self.confused,
            "false": self.false_accepts,
            "hours": hours,
            "per hour": self.false_accepts / hours,
            "at most": poisson_upper_95(self.false_accepts) / hours,
            "latency s": float(latency[0]),
            "p90": float(latency[1]),
        }


def spoken(clip: Waveform) -> tuple[int, int]:
    """Where a clip's word begins and ends, in samples: the first and the last frame near the loudest one."""
    frames = clip[: len(clip) // _FRAME * _FRAME].reshape(-1, _FRAME)
    rms = np.sqrt(np.mean(np.square(frames), axis=1))
    loud = np.flatnonzero(rms >= rms.max() * amplitude(_SPOKEN_DB))
    return int(loud[0]) * _FRAME, int(loud[-1] + 1) * _FRAME


def recording(
    clips: Sequence[tuple[str, Waveform]], noise: Waveform, snr_db: float, rng: np.random.Generator
) -> tuple[Waveform, list[Word]]:
    """One sound of clips, a pause of two to four seconds before each, over noise; and the words in it.

    Args:
        clips: label and float32 (n,) each.
        noise: float32 (m,), repeated as long as it takes.
        snr_db: of the loudest clip's power over the noise's.
        rng: of the pauses.
    """
    parts, words, place = [], [], 0
    for label, clip in clips:
        pause = int(rng.integers(2 * SAMPLE_RATE_HZ, 4 * SAMPLE_RATE_HZ))
        begin, end = (place + pause + edge for edge in spoken(clip))
        words.append(Word(label, begin / SAMPLE_RATE_HZ, end / SAMPLE_RATE_HZ))
        parts += [np.zeros(pause, np.float32), clip]
        place += pause + len(clip)
    sound = np.concatenate([*parts, np.zeros(2 * SAMPLE_RATE_HZ, np.float32)])
    loudest = max((clip for _, clip in clips), key=lambda clip: float(np.square(clip).sum()))
    under = np.resize(scale_to_snr(noise, loudest, snr_db), len(sound))
    return np.clip(sound + under, -1, 1), words


def heard(model: Path, sound: Waveform) -> list[Action]:
    """What kws-listen acts on in a sound.

    Args:
        model: folder of model.tflite and model.json.
        sound: float32 (n,) in [-1, 1] at 16 kHz.
    """
    pcm = np.rint(np.clip(sound, -1, 32_767 / 32_768) * 32_768).astype("<i2").tobytes()
    command = [sys.executable, "-m", "kws.device.listen", "--model", str(model), "--input", "raw"]
    done = subprocess.run(command, input=pcm, stdout=subprocess.PIPE, check=True)
    return [Action(**json.loads(line)) for line in done.stdout.splitlines()]


def score(words: Sequence[Word], actions: Sequence[Action], length_s: float) -> Score:
    """Words against actions, in the order of time; the first action in a word's time is the word's."""
    latencies, confused, left = [], 0, list(words)
    false_accepts = 0
    for action in actions:
        word = next((word for word in left if word.covers(action)), None)
        if word is None:
            false_accepts += 1
            continue
        left.remove(word)
        if word.label == action.label:
            latencies.append(action.time_s - word.end_s)
        else:
            confused += 1
    claimed_s = sum(word.end_s + PATIENCE_S - word.start_s for word in words)
    return Score(len(words), tuple(latencies), confused, false_accepts, length_s - claimed_s)


def word_clips(folder: Path, labels: Sequence[str], count: int) -> list[tuple[str, Waveform]]:
    """So many test clips of each word, in turns.

    Raises:
        DatasetError: a word has none.
    """
    chosen: list[list[Clip]] = []
    manifest = [clip for clip in read_manifest(folder) if clip.split == "test"]
    for label in labels:
        of_label = [clip for clip in manifest if clip.word == label][:count]
        if not of_label:
            raise DatasetError(f"expected test clips of {label}, got none: {folder}")
        chosen.append(of_label)
    return [(clip.word, read_clip(folder / clip.path)) for clips in zip(*chosen, strict=False) for clip in clips]


def noises(folder: Path) -> dict[str, Waveform]:
    """The background noises of a clips folder by name.

    Raises:
        DatasetError: there are none.
    """
    found = {path.stem: read_wav(path) for path in sorted((folder / NOISE_FOLDER).glob("*.wav"))}
    if not found:
        raise DatasetError(f"expected background noises, got none: {folder / NOISE_FOLDER}; run ingest")
    return found


def rows(model: Path, folder: Path, count: int, snr_db: float, minutes: float) -> Iterator[dict[str, Any]]:
    """Words over all noises in turns, then each noise alone, then silence."""
    words = [label for label in read_model_manifest(model).labels if label != BACKGROUND]
    background = noises(folder)
    mixed = np.concatenate(list(background.values()))
    sound, spoken_words = recording(word_clips(folder, words, count), mixed, snr_db, np.random.default_rng(0))
    yield _row(model, f"words, {snr_db:g} dB", sound, spoken_words)
    length = round(60 * minutes * SAMPLE_RATE_HZ)
    for name, noise in {**background, "digital silence": np.zeros(1, np.float32)}.items():
        yield _row(model, name, np.resize(noise, length), [])


def _row(model: Path, name: str, sound: Waveform, words: Sequence[Word]) -> dict[str, Any]:
    return score(words, heard(model, sound), len(sound) / SAMPLE_RATE_HZ).row(name)


def main() -> None:
    """Mix, listen, print."""
    command = parser("streaming", __doc__, "--model models/tflite --clips data/clips")
    command.add_argument("--model", type=Path, default=Path("models/tflite"), help="(default: %(default)s)")
    command.add_argument("--clips", type=Path, default=Path("data/clips"), help="as ingest leaves it")
    command.add_argument("--count", type=int, default=100, help="clips of each word (default: %(default)s)")
    command.add_argument("--snr-db", type=float, default=20.0, help="(default: %(default)s)")
    command.add_argument("--minutes", type=float, default=2.0, help="of each noise alone (default: %(default)s)")
    flags = command.parse_args()
    listening, threshold = ListenSettings(), read_model_manifest(flags.model).action_threshold
    notes = [
        f"An answer every {listening.hop_ms} ms; the mean of {listening.num_smoothed} acts from {threshold:g} on, "
        f"then nothing for {listening.refractory_ms} ms.",
        f"Hours: of sound in which an action is no word's, for a word's time ends {PATIENCE_S} s after its end.",
        "At most: so many false accepts per hour, with 95 % confidence.",
    ]
    found = list(rows(flags.model, flags.clips, flags.count, flags.snr_db, flags.minutes))
    report("Words in a stream", found, machine("numpy", "ai-edge-litert"), flags.output, notes)


if __name__ == "__main__":
    run(main)
