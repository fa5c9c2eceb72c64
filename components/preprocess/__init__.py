"""Clips → features of each split, the training split with variants and with sounds that are no word."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated

from kws.audio.front_end_spec import FrontEndSpec
from kws.core.params import Range


@dataclass(frozen=True)
class Augmentation:
    """What the training split holds beside its clips.

    Attributes:
        copies: variants of each clip; 0 for none.
        max_speed_percent: how much faster and higher, or slower and lower, a variant speaks (Ko et al. 2015).
        max_shift_ms: how far the speech moves, either way.
        max_gain_db: how much louder or quieter it gets.
        min_snr_db, max_snr_db: speech over background noise.
        background_share: for each clip and variant, so many sounds in which no word is said: silence, noise, a
            word's edge. From them the network learns to reject; of 0 it takes every sound for a word.
        seed: of every draw.
    """

    copies: Annotated[int, Range(0, 100)]
    max_speed_percent: Annotated[float, Range(0, 50)]
    max_shift_ms: Annotated[float, Range(0, 500)]
    max_gain_db: Annotated[float, Range(0, 60)]
    min_snr_db: Annotated[float, Range(-20, 100)]
    max_snr_db: Annotated[float, Range(-20, 100)]
    background_share: Annotated[float, Range(0, 10)]
    seed: Annotated[int, Range(0)]

    def problems(self) -> Iterator[str]:
        """A line for each rule across fields that is broken."""
        if self.min_snr_db > self.max_snr_db:
            yield f"min_snr_db: expected at most max_snr_db {self.max_snr_db:g}, got {self.min_snr_db:g}"


@dataclass(frozen=True)
class PreprocessParams(FrontEndSpec):
    """The front end's parameters and the augmentation."""

    augmentation: Augmentation

    @property
    def front_end(self) -> FrontEndSpec:
        """The front end alone."""
        return FrontEndSpec(**{field.name: getattr(self, field.name) for field in fields(FrontEndSpec)})
