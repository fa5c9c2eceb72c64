"""A recording, and the protocol of the sources that recordings come from."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from kws.audio.manifest import Clip
from kws.core.errors import SourceError

# A JSON value that changes only with what a source holds: it has no local path and no time in it.
Content = str | dict[str, str | int | None]


class SourceAwayError(SourceError):
    """The server that has the recordings does not answer; trying again may help."""


@dataclass(frozen=True)
class Recording:
    """One file for the clips folder.

    Attributes:
        word: the label; NOISE_FOLDER for background noise.
        name: the name of the file.
        speaker: the speaker; empty for noise.
        wav: the bytes of a mono 16-bit 16 kHz WAV file, of at most a second unless it is noise.
        origin: where the recording comes from, for messages.
    """

    word: str
    name: str
    speaker: str
    wav: bytes
    origin: str


class Source(Protocol):
    """A source of recordings: it yields them one at a time, and assigns the splits after the last one."""

    def describe_content(self) -> Content:
        """Describe what the source holds now, without reading again what is unchanged.

        Raises:
            SourceAwayError: the server does not answer.
            SourceError, ClipError, DatasetError: as in `read_recordings`.
        """

    def read_recordings(self) -> Generator[Recording, None, None]:
        """Read every recording once, in any order, and show a progress bar.

        Raises:
            SourceError: the recordings cannot be fetched.
            ClipError: a recording cannot be used.
            DatasetError: the recordings do not form the requested data set.
        """

    def assign_split(self, clip: Clip) -> str:
        """Assign a split to a clip whose `split` is still empty; only after the last recording."""
