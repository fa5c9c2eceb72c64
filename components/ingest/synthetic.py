"""Recordings of any words, spoken by espeak-ng in many voices; each voice is a speaker."""

import math
from collections.abc import Generator
from functools import partial
from importlib.metadata import version

import numpy as np
import numpy.typing as npt
import soxr

from components.ingest import IngestParams
from components.ingest.espeak import RATE_HZ, Espeak, list_variants, load_espeak
from components.ingest.recording import Content, Recording
from kws.audio.clips import encode_wav
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from kws.audio.manifest import NOISE_FOLDER, Clip
from kws.audio.noise import COLOURS, generate_coloured_noise
from kws.core.parallel import ordered_map
from kws.core.progress import show_progress

ACCENTS = ("en", "en-029", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-gb-x-rp", "en-us", "en-us-nyc")

# Unvoiced: a linear classifier trained on the other voices confuses three in ten of their words.
WHISPERS = frozenset({"whisper", "whisperf"})

_WORDS_PER_MINUTE = (110, 200)
_FASTEST_WORDS_PER_MINUTE = 450
_PITCH = (20, 80)
_PEAK_DBFS = (-18.0, -3.0)
_AUDIBLE_OF_PEAK = 0.01
_NOISE_SECONDS = 30
_NOISE_RMS = 0.1

Speech = npt.NDArray[np.float64]


class SyntheticSource:
    """espeak-ng's voices, each of which speaks every word `takes` times in different accents, pitches and rates."""

    def __init__(self, params: IngestParams) -> None:
        self._params = params
        self._splits = split_voices(list_voices(), params)

    def describe_content(self) -> Content:
        """As `Source.describe_content`: the version of the wheel that has the voices."""
        return f"espeakng-loader {version('espeakng-loader')}"

    def read_recordings(self) -> Generator[Recording, None, None]:
        """As `Source.read_recordings`: the words of each voice, then the background noises."""
        jobs = [(voice, word) for voice in self._splits for word in self._params.words]
        batches = ordered_map(partial(speak_takes, params=self._params), jobs)
        for recordings in show_progress(batches, "speak", len(jobs)):
            yield from recordings
        for colour in COLOURS:
            yield _generate_background_noise(colour, self._params.seed)

    def assign_split(self, clip: Clip) -> str:
        """As `Source.assign_split`: the split of the voice."""
        return self._splits[clip.speaker]


def list_voices() -> list[str]:
    """List the voices, without those that whisper, in alphabetical order."""
    return [variant for variant in list_variants() if variant not in WHISPERS]


def split_voices(names: list[str], params: IngestParams) -> dict[str, str]:
    """Assign a split to each voice, shuffled by the seed, with at least one voice in validation and in test."""
    shuffled = [names[index] for index in np.random.default_rng(params.seed).permutation(len(names))]
    validation = max(1, round(len(names) * params.validation_percent / 100))
    test = max(1, round(len(names) * params.test_percent / 100))
    splits = ["validation"] * validation + ["test"] * test + ["training"] * len(names)
    return dict(zip(shuffled, splits, strict=False))


def speak_takes(job: tuple[str, str], params: IngestParams) -> list[Recording]:
    """Speak every take of one word by one voice; the result does not depend on the other jobs."""
    voice, word = job
    with load_espeak() as espeak:
        return [_speak_take(espeak, voice, word, take, params) for take in range(params.synthetic.takes)]


def _speak_take(espeak: Espeak, voice: str, word: str, take: int, params: IngestParams) -> Recording:
    rng = np.random.default_rng([params.seed, *voice.encode(), 0, *word.encode(), 0, take])
    speech = _scale_to_random_peak(_speak_word(espeak, voice, word, rng), rng)
    snr_db = rng.uniform(params.synthetic.min_snr_db, params.synthetic.max_snr_db)
    noise = generate_coloured_noise(rng.uniform(min(COLOURS.values()), max(COLOURS.values())), CLIP_SAMPLES, rng=rng)
    clip = noise * _rms(speech) * 10 ** (-snr_db / 20)
    start = int(rng.integers(CLIP_SAMPLES - len(speech) + 1))
    clip[start : start + len(speech)] += speech
    name = f"{voice.replace(' ', '-')}_{take:03d}.wav"
    return Recording(word, name, voice, encode_wav(clip.astype(np.float32)), f"{word} by espeak-ng's {voice}")


def _speak_word(espeak: Espeak, voice: str, word: str, rng: np.random.Generator) -> Speech:
    """Speak a word at 16 kHz, float64 (n,), 0 < n <= CLIP_SAMPLES; faster if it lasts more than a second."""
    accent = ACCENTS[rng.integers(len(ACCENTS))]
    pitch, seed = int(rng.integers(*_PITCH, endpoint=True)), int(rng.integers(2**31))
    words_per_minute = int(rng.integers(*_WORDS_PER_MINUTE, endpoint=True))
    say = partial(espeak.say, word.replace("_", " "), voice=f"{accent}+{voice}", pitch=pitch, seed=seed)
    speech = trim_silence(say(words_per_minute=words_per_minute))
    if len(speech) > RATE_HZ:
        faster = math.ceil(1.1 * words_per_minute * len(speech) / RATE_HZ)
        speech = trim_silence(say(words_per_minute=min(faster, _FASTEST_WORDS_PER_MINUTE)))
    # Very high quality computes in double precision, so that the 16 bits are the same on every processor.
    return np.asarray(soxr.resample(speech, RATE_HZ, SAMPLE_RATE_HZ, "VHQ")[:CLIP_SAMPLES])


def trim_silence(speech: npt.NDArray[np.int16]) -> Speech:
    """Trim the silence around int16 speech; float64 (n,) in [-1, 1]."""
    samples = speech / 32_768.0
    audible = np.flatnonzero(np.abs(samples) > _AUDIBLE_OF_PEAK * np.abs(samples).max())
    return np.asarray(samples[audible[0] : audible[-1] + 1])


def _scale_to_random_peak(speech: Speech, rng: np.random.Generator) -> Speech:
    return np.asarray(speech / np.abs(speech).max() * 10 ** (rng.uniform(*_PEAK_DBFS) / 20))


def _rms(samples: Speech) -> float:
    return math.sqrt(np.mean(samples**2))


def _generate_background_noise(colour: str, seed: int) -> Recording:
    rng = np.random.default_rng([seed, *colour.encode()])
    noise = _NOISE_RMS * generate_coloured_noise(COLOURS[colour], _NOISE_SECONDS * SAMPLE_RATE_HZ, rng=rng)
    return Recording(NOISE_FOLDER, f"{colour}_noise.wav", "", encode_wav(noise.astype(np.float32)), f"{colour} noise")
