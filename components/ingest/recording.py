"""A recording on its way from its source to the clips folder."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from kws.audio.manifest import Clip
from kws.core.errors import SourceError

# A JSON value that changes with what a source holds and with nothing else: no path of this machine, no time.
Content = str | dict[str, str | int | None]


class SourceAwayError(SourceError):
    """A server that has the recordings does not answer; asking again may help."""


@dataclass(frozen=True)
class Recording:
    """One file of the clips folder to be.

    Attributes:
        word: the label; NOISE_FOLDER for background noise.
        name: the file's name.
        speaker: who says it; empty for noise.
        wav: a mono 16-bit 16 kHz WAV file, of at most a second unless it is noise.
        origin: where it comes from, for messages.
    """

    word: str
    name: str
    speaker: str
    wav: bytes
    origin: str


class Source(Protocol):
    """Where recordings come from: they stream by one at a time, and only then are their splits asked for."""

    def content(self) -> Content:
        """What the source holds now, known without reading what is known already.

        Raises:
            SourceAwayError: its server does not answer.
            SourceError, ClipError, DatasetError: as `recordings`.
        """

    def recordings(self) -> Generator[Recording, None, None]:
        """Every recording once, in any order, behind a progress bar.

        Raises:
            SourceError: the recordings cannot be had.
            ClipError: one of them cannot be used.
            DatasetError: they do not make the data set asked for.
        """

    def split_of(self, clip: Clip) -> str:
        """The split of a clip, whose own is still empty, once all recordings have passed."""
