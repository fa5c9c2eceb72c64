"""The stage ingest: clips, one WAV file each, and their manifest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from kws.core.params import Range, Seed


@dataclass(frozen=True)
class MaxClipsPerWord:
    """Limits on the clips of each word per split, which are drawn by the seed; null keeps all."""

    training: Annotated[int | None, Range(1)]
    validation: Annotated[int | None, Range(1)]
    test: Annotated[int | None, Range(1)]


@dataclass(frozen=True)
class SyntheticParams:
    """Words spoken by espeak-ng.

    Attributes:
        takes: number of recordings of each word by each voice, in different accents, pitches and rates.
        min_snr_db, max_snr_db: range of the signal-to-noise ratio.
    """

    takes: Annotated[int, Range(1, 1000)]
    min_snr_db: Annotated[float, Range(-20, 100)]
    max_snr_db: Annotated[float, Range(-20, 100)]

    def problems(self) -> Iterator[str]:
        """Yield a line per broken rule across fields."""
        if self.min_snr_db > self.max_snr_db:
            yield f"min_snr_db: expected at most max_snr_db {self.max_snr_db:g}, got {self.min_snr_db:g}"


@dataclass(frozen=True)
class DirectoryParams:
    """A person's own recordings in `<path>/<word>/`, WAV or FLAC.

    Attributes:
        path: the folder.
        speaker_pattern: a regular expression on the file name, whose first group is the speaker; with null
            each recording counts as a speaker of its own.
    """

    path: str | None
    speaker_pattern: str | None

    def problems(self) -> Iterator[str]:
        """Yield a line per broken rule across fields."""
        try:
            groups = re.compile(self.speaker_pattern).groups if self.speaker_pattern is not None else 1
        except re.error as error:
            yield f"speaker_pattern: expected a regular expression, got {self.speaker_pattern!r}: {error}"
        else:
            if groups == 0:
                yield f"speaker_pattern: expected a group that is the speaker, got {self.speaker_pattern!r}"


@dataclass(frozen=True)
class DvcParams:
    """A clips folder in another DVC repository, named as for `dvc get`.

    Attributes:
        repo, path: the repository and the folder in it.
        rev: revision of the repository; null for the newest.
        remote: the repository's remote that has the clips; null for its default.
        data_sha256: the expected hash of the clips, as in their lineage.json; null skips the check.
    """

    repo: str | None
    path: str | None
    rev: str | None
    remote: str | None
    data_sha256: str | None


@dataclass(frozen=True)
class IngestParams:
    """The source of the recordings, and the words and splits to make of them.

    Attributes:
        source: one of the sources below.
        words: the words to distinguish, in the order of the logits.
        seed: seed of every draw.
        validation_percent, test_percent: share of the speakers in each split, if the source has no split lists.
        max_clips_per_word: limits that make the data set smaller.
        archive: for `speech_commands`, address or path of its tar.gz or of the mini_speech_commands zip.
        archive_sha256: the expected hash of the archive; null skips the check.
    """

    source: Literal["synthetic", "speech_commands", "directory", "dvc"]
    words: tuple[str, ...]
    seed: Seed
    validation_percent: Annotated[float, Range(0, 50, open_below=True)]
    test_percent: Annotated[float, Range(0, 50, open_below=True)]
    max_clips_per_word: MaxClipsPerWord
    synthetic: SyntheticParams
    archive: str | None
    archive_sha256: str | None
    directory: DirectoryParams
    dvc: DvcParams

    @property
    def pin(self) -> str | None:
        """The expected hash of the recordings, None if the params have none."""
        return {"speech_commands": self.archive_sha256, "dvc": self.dvc.data_sha256}.get(self.source)

    @property
    def pins_data(self) -> bool:
        """Whether the same params always give the same recordings."""
        return self.source == "synthetic" or self.pin is not None

    def problems(self) -> Iterator[str]:
        """Yield a line per broken rule across fields."""
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
