"""Clips → features of a split, on all cores, a chunk of clips in memory at a time; and the background held out."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from components.preprocess import Augmentation, PreprocessParams
from components.preprocess.augment import at_level, augment, background, hiss
from kws.audio.clips import Waveform, read_clip
from kws.audio.features import BACKGROUND_STEP_S
from kws.audio.front_end import Features, FrontEnd
from kws.audio.front_end_spec import FrontEndSpec
from kws.audio.manifest import SPLITS, Clip
from kws.audio.noise import draw_noise, generate_noise, read_recordings, slice_windows
from kws.core.parallel import ordered_map

CHUNK_CLIPS = 64

# How many windows of each kind that is generated are held out, a split.
GENERATED = 1800


class Variant(NamedTuple):
    """What one training example is made of.

    Attributes:
        place: of the clip in its split.
        clip: whose word is heard, or of whose word the edge may be.
        copy: 0 for the clip as recorded, from 1 on its variants.
        is_background: whether no word is to be heard.
    """

    place: int
    clip: Clip
    copy: int
    is_background: bool = False


def variants(clips: Sequence[Clip], params: Augmentation) -> list[Variant]:
    """Every clip of the training split as recorded, then its variants, then the background."""
    words = recorded(clips) + [
        Variant(place, clip, copy) for copy in range(1, params.copies + 1) for place, clip in enumerate(clips)
    ]
    places = (divmod(number, len(clips)) for number in range(round(params.background_share * len(words))))
    return words + [Variant(place, clips[place], copy, is_background=True) for copy, place in places]


def recorded(clips: Sequence[Clip]) -> list[Variant]:
    """Every clip of a split as recorded."""
    return [Variant(place, clip, 0) for place, clip in enumerate(clips)]


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
    if variant.copy == 0 and not variant.is_background:
        return clip
    rng = np.random.default_rng([params.seed, variant.place, variant.copy, variant.is_background])
    sound = draw_noise(folder, "training", rng=rng)
    if variant.is_background:
        return background(clip, sound, draw_noise(folder, "training", rng=rng), params, rng=rng)
    return augment(clip, sound, params, rng=rng)


def held_out_background(folder: Path, split: str, seed: int) -> Iterator[tuple[str, Waveform]]:
    """Sounds without a word that no model has learnt from: a kind and some of it, float32 (m, CLIP_SAMPLES), at a time.

    Kinds are the noise recordings by their paths, their windows `BACKGROUND_STEP_S` apart, and `generate_noise` and `silence`.

    Raises:
        ClipError: a noise file is shorter than its parts must be, or no WAV.
    """
    rng = np.random.default_rng([seed, SPLITS.index(split)])
    for recording in read_recordings(folder, split):
        yield recording.path, slice_windows(recording.samples, BACKGROUND_STEP_S)
    for _ in range(GENERATED):
        yield "made", at_level(generate_noise(rng=rng), rng=rng)[np.newaxis]
    for _ in range(GENERATED):
        yield "silence", hiss(rng=rng)[np.newaxis]


@lru_cache(maxsize=1)
def _front_end(spec: FrontEndSpec) -> FrontEnd:
    return FrontEnd(spec)
