"""The stage preprocess: features of every split, with variants and background in the training split."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated

from kws.audio.front_end_spec import FrontEndSpec
from kws.core.params import Range, Seed


@dataclass(frozen=True)
class Augmentation:
    """The variants and background added to the training split.

    Attributes:
        copies: number of variants of each clip; 0 for none.
        max_speed_percent: greatest change of a variant's speed and pitch, either way (Ko et al. 2015).
        max_shift_ms: greatest shift of a variant in time, either way.
        max_gain_db: greatest change of its level, either way.
        min_snr_db, max_snr_db: range of its signal-to-noise ratio.
        background_share: number of background examples per clip and variant: silence, noise, or the edge of a word.
            They teach the network to reject; with 0 it takes every sound for a word.
        seed: seed of every draw.
    """

    copies: Annotated[int, Range(0, 100)]
    max_speed_percent: Annotated[float, Range(0, 50)]
    max_shift_ms: Annotated[float, Range(0, 500)]
    max_gain_db: Annotated[float, Range(0, 60)]
    min_snr_db: Annotated[float, Range(-20, 100)]
    max_snr_db: Annotated[float, Range(-20, 100)]
    background_share: Annotated[float, Range(0, 10)]
    seed: Seed

    def problems(self) -> Iterator[str]:
        """Yield a line per broken rule across fields."""
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
