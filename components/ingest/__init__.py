"""A source of recordings → clips, one WAV each, and their manifest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range


@dataclass(frozen=True)
class MaxClipsPerWord:
    """At most so many clips of each word in a split, drawn by the seed; null keeps all."""

    training: Annotated[int | None, Range(1)]
    validation: Annotated[int | None, Range(1)]
    test: Annotated[int | None, Range(1)]


@dataclass(frozen=True)
class Synthetic:
    """Words spoken by espeak-ng.

    Attributes:
        takes: recordings of each word by each voice, in different accents, pitches and rates.
        min_snr_db, max_snr_db: speech over background noise.
    """

    takes: Annotated[int, Range(1, 1000)]
    min_snr_db: Annotated[float, Range(-20, 100)]
    max_snr_db: Annotated[float, Range(-20, 100)]

    def problems(self) -> Iterator[str]:
        """A line for each rule across fields that is broken."""
        if self.min_snr_db > self.max_snr_db:
            yield f"min_snr_db: expected at most max_snr_db {self.max_snr_db:g}, got {self.min_snr_db:g}"


@dataclass(frozen=True)
class Directory:
    """A person's own recordings in `<path>/<word>/`, WAV or FLAC.

    Attributes:
        path: the folder.
        speaker_pattern: a regular expression on the file name whose first group is the speaker; with
            null every recording is a speaker of its own.
    """

    path: str | None
    speaker_pattern: str | None

    def problems(self) -> Iterator[str]:
        """A line for each rule across fields that is broken."""
        try:
            groups = re.compile(self.speaker_pattern).groups if self.speaker_pattern is not None else 1
        except re.error as error:
            yield f"speaker_pattern: expected a regular expression, got {self.speaker_pattern!r}: {error}"
        else:
            if groups == 0:
                yield f"speaker_pattern: expected a group that is the speaker, got {self.speaker_pattern!r}"


@dataclass(frozen=True)
class Dvc:
    """A clips folder in another DVC repository, as `dvc get` takes it.

    Attributes:
        repo, path: the repository and the folder in it.
        rev: of the repository; null is its newest.
        remote: of the repository's, that has the clips; null is its default.
        data_sha256: what the clips must hash to, as their lineage.json says; null trusts them.
    """

    repo: str | None
    path: str | None
    rev: str | None
    remote: str | None
    data_sha256: str | None


@dataclass(frozen=True)
class IngestParams:
    """Where the recordings come from.

    Attributes:
        source: which of the sources below.
        words: the words to tell apart, in the order of the logits.
        seed: of every draw.
        validation_percent, test_percent: of the speakers, where the source has no split lists.
        max_clips_per_word: a smaller data set.
        archive: speech_commands: address or path of its tar.gz or of the mini_speech_commands zip.
        archive_sha256: what the archive must hash to; null trusts it.
    """

    source: Literal["synthetic", "speech_commands", "directory", "dvc"]
    words: tuple[str, ...]
    seed: Annotated[int, Range(0)]
    validation_percent: Annotated[float, Range(0, 50, open_below=True)]
    test_percent: Annotated[float, Range(0, 50, open_below=True)]
    max_clips_per_word: MaxClipsPerWord
    synthetic: Synthetic
    archive: str | None
    archive_sha256: str | None
    directory: Directory
    dvc: Dvc

    @property
    def pin(self) -> str | None:
        """The hash that the params hold the source to, None where they trust what it holds."""
        return {"speech_commands": self.archive_sha256, "dvc": self.dvc.data_sha256}.get(self.source)

    @property
    def pins_data(self) -> bool:
        """Whether the same params are the same recordings, tomorrow too."""
        return self.source == "synthetic" or self.pin is not None

    def problems(self) -> Iterator[str]:
        """A line for each rule across fields that is broken."""
        if len(set(self.words)) < 2 or len(set(self.words)) < len(self.words):
            yield f"words: expected at least two different words, got {list(self.words)}"
        unsafe = [word for word in self.words if not word.isidentifier() or word.startswith("_")]
        if unsafe:
            yield f"words: expected letters, digits and _, got {unsafe}"
        for key, sha256 in (("archive_sha256", self.archive_sha256), ("dvc.data_sha256", self.dvc.data_sha256)):
            if sha256 is not None and not re.fullmatch("[0-9a-f]{64}", sha256):
                yield f"{key}: expected 64 hexadecimal digits, got {sha256!r}"
        if self.source == "speech_commands" and not self.archive:
            yield "archive: expected the address or path of the archive, got null"
        if self.source == "directory" and not self.directory.path:
            yield "directory.path: expected a folder, got null"
        if self.source == "dvc" and not (self.dvc.repo and self.dvc.path):
            yield "dvc: expected repo and path, got null"
