"""Features of a split, computed on all cores one chunk of clips at a time, and its held-out background."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from components.preprocess import Augmentation, PreprocessParams
from components.preprocess.augment import augment, draw_background, generate_hiss, scale_to_random_level
from kws.audio.clips import Waveform, read_clip
from kws.audio.features import BACKGROUND_STEP_S
from kws.audio.front_end import Features, FrontEnd
from kws.audio.front_end_spec import FrontEndSpec
from kws.audio.manifest import SPLITS, Clip
from kws.audio.noise import draw_noise, generate_noise, read_recordings, slice_windows
from kws.core.parallel import ordered_map

CHUNK_CLIPS = 64

# Number of held-out windows per split of each generated kind.
GENERATED_WINDOWS = 1800


class Variant(NamedTuple):
    """The recipe of one example.

    Attributes:
        place: index of the clip in its split.
        clip: the clip, or for background the clip whose edge may be used.
        copy: 0 for the clip as recorded, from 1 on for its variants.
        is_background: whether the example is background.
    """

    place: int
    clip: Clip
    copy: int
    is_background: bool = False


def plan_training(clips: Sequence[Clip], params: Augmentation) -> list[Variant]:
    """Plan the training split: every clip as recorded, then the variants, then the background."""
    words = plan_recordings(clips) + [
        Variant(place, clip, copy) for copy in range(1, params.copies + 1) for place, clip in enumerate(clips)
    ]
    places = (divmod(number, len(clips)) for number in range(round(params.background_share * len(words))))
    return words + [Variant(place, clips[place], copy, is_background=True) for copy, place in places]


def plan_recordings(clips: Sequence[Clip]) -> list[Variant]:
    """Plan a split of every clip as recorded."""
    return [Variant(place, clip, 0) for place, clip in enumerate(clips)]


def compute_features(plan: Sequence[Variant], folder: Path, params: PreprocessParams) -> Iterator[Features]:
    """Compute the features in the order of the plan, float32 (m, num_frames, num_features) per chunk.

    Raises:
        ClipError: a file is not a valid clip.
    """
    chunks = (plan[start : start + CHUNK_CLIPS] for start in range(0, len(plan), CHUNK_CLIPS))
    return ordered_map(partial(_compute_chunk, folder=folder, params=params), chunks)


def _compute_chunk(chunk: Sequence[Variant], folder: Path, params: PreprocessParams) -> Features:
    waveforms = np.stack([make_waveform(variant, folder, params.augmentation) for variant in chunk])
    # (m, CLIP_SAMPLES)
    return _front_end(params.front_end)(waveforms)


def make_waveform(variant: Variant, folder: Path, params: Augmentation) -> Waveform:
    """Make a variant's waveform, float32 (CLIP_SAMPLES,), which does not depend on the order of the work.

    Raises:
        ClipError: its file is not a valid clip.
    """
    clip = read_clip(folder / variant.clip.path)
    if variant.copy == 0 and not variant.is_background:
        return clip
    rng = np.random.default_rng([params.seed, variant.place, variant.copy, variant.is_background])
    sound = draw_noise(folder, "training", rng=rng)
    if variant.is_background:
        return draw_background(clip, sound, draw_noise(folder, "training", rng=rng), params, rng=rng)
    return augment(clip, sound, params, rng=rng)


def generate_held_out_background(folder: Path, split: str, seed: int) -> Iterator[tuple[str, Waveform]]:
    """Generate the background that no model is trained on: kinds and windows, float32 (m, CLIP_SAMPLES).

    The kinds are the paths of the noise recordings, cut into windows `BACKGROUND_STEP_S` apart, `made` (generated
    noise) and `silence`.

    Raises:
        ClipError: a noise file is too short or not a WAV file.
    """
    rng = np.random.default_rng([seed, SPLITS.index(split)])
    for recording in read_recordings(folder, split):
        yield recording.path, slice_windows(recording.samples, BACKGROUND_STEP_S)
    for _ in range(GENERATED_WINDOWS):
        yield "made", scale_to_random_level(generate_noise(rng=rng), rng=rng)[np.newaxis]
    for _ in range(GENERATED_WINDOWS):
        yield "silence", generate_hiss(rng=rng)[np.newaxis]


@lru_cache(maxsize=1)
def _front_end(spec: FrontEndSpec) -> FrontEnd:
    return FrontEnd(spec)
