"""Clips → features of a split, on all cores, a chunk of clips in memory at a time."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from components.kws.clips import Waveform, read_clip, read_wav
from components.kws.errors import ClipError
from components.kws.front_end import Features, FrontEnd
from components.kws.front_end_spec import CLIP_SAMPLES, FrontEndSpec
from components.kws.manifest import NOISE_FOLDER, Clip
from components.kws.parallel import ordered_map
from components.preprocess import Augmentation, PreprocessParams
from components.preprocess.augment import augment

CHUNK_CLIPS = 64


class Variant(NamedTuple):
    """A clip, by its place in the split, as recorded (copy 0) or as one of its augmented copies."""

    place: int
    clip: Clip
    copy: int


def variants(clips: Sequence[Clip], copies: int) -> list[Variant]:
    """Every clip of a split as recorded, then its augmented copies."""
    return [Variant(place, clip, copy) for copy in range(copies + 1) for place, clip in enumerate(clips)]


def features_of(plan: Sequence[Variant], folder: Path, params: PreprocessParams) -> Iterator[Features]:
    """Features in the order of the plan, float32 (m, num_frames, num_features) a chunk.

    Raises:
        ClipError: naming a file that is no clip.
    """
    chunks = (plan[start : start + CHUNK_CLIPS] for start in range(0, len(plan), CHUNK_CLIPS))
    return ordered_map(partial(_chunk, folder=folder, params=params), chunks)


def _chunk(chunk: Sequence[Variant], folder: Path, params: PreprocessParams) -> Features:
    waveforms = np.stack([waveform(variant, folder, params.augmentation) for variant in chunk])
    # (m, CLIP_SAMPLES)
    return _front_end(params.front_end)(waveforms)


def waveform(variant: Variant, folder: Path, params: Augmentation) -> Waveform:
    """A variant's float32 (CLIP_SAMPLES,), the same whatever the order of the work.

    Raises:
        ClipError: its file is no clip.
    """
    clip = read_clip(folder / variant.clip.path)
    if variant.copy == 0:
        return clip
    rng = np.random.default_rng([params.seed, variant.place, variant.copy])
    noises = background_noises(folder)
    return augment(clip, noises[int(rng.integers(len(noises)))], params, rng=rng)


@lru_cache(maxsize=1)
def background_noises(folder: Path) -> tuple[Waveform, ...]:
    """The noise recordings of a clips folder, float32 (n,) each; white noise where it has none.

    Raises:
        ClipError: a noise file is shorter than a clip, or no WAV.
    """
    paths = sorted((folder / NOISE_FOLDER).glob("*.wav"))
    if not paths:
        white = np.random.default_rng(0).standard_normal(10 * CLIP_SAMPLES, np.float32)
        return (white * np.float32(0.1),)
    return tuple(_noise(path) for path in paths)


def _noise(path: Path) -> Waveform:
    noise = read_wav(path)
    if len(noise) < CLIP_SAMPLES:
        raise ClipError(f"expected at least {CLIP_SAMPLES} samples of noise, got {len(noise)}: {path}")
    return noise


@lru_cache(maxsize=1)
def _front_end(spec: FrontEndSpec) -> FrontEnd:
    return FrontEnd(spec)
