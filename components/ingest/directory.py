"""A person's own recordings, one folder a word → recordings of at most a second."""

import hashlib
import re
from collections.abc import Generator
from functools import partial
from pathlib import Path

from components.ingest import IngestParams
from components.ingest.hash_memory import file_hashes
from components.ingest.recording import Content, Recording
from components.ingest.splits import hashed_split
from kws.audio.clips import encode_wav
from kws.audio.manifest import Clip
from kws.audio.recordings import SUFFIXES, cut_loudest_second, decode_recording
from kws.core.checkout import locate
from kws.core.errors import ClipError, DatasetError
from kws.core.files import sha256_of_json
from kws.core.parallel import ordered_map
from kws.core.progress import show_progress

_WITHOUT_RECORDINGS = "put them there or set ingest.directory.path"


class DirectorySource:
    """The recordings in `<path>/<word>/`, whatever their rate and depth; `directory.path` must be set."""

    def __init__(self, params: IngestParams) -> None:
        assert params.directory.path is not None
        self._params, self._path = params, locate(params.directory.path)

    def content(self) -> Content:
        """As `Source.content`: of each file its name, its word and its bytes."""
        paths = self._files()
        try:
            hashes = file_hashes(paths, self._path)
        except OSError as error:
            raise ClipError(f"expected a recording, got {error.strerror}: {error.filename}") from None
        names = [f"{path.parent.name}/{path.name}" for path in paths]
        return sha256_of_json(sorted(zip(names, hashes, strict=True)))

    def recordings(self) -> Generator[Recording, None, None]:
        """As `Source.recordings`, word by word."""
        paths = self._files()
        read = ordered_map(partial(recording, speaker_pattern=self._params.directory.speaker_pattern), paths)
        yield from show_progress(read, "read", len(paths))

    def split_of(self, clip: Clip) -> str:
        """As `Source.split_of`: by the speaker, as Speech Commands does it."""
        return hashed_split(clip.speaker, self._params.validation_percent, self._params.test_percent)

    def _files(self) -> list[Path]:
        return [path for word in self._params.words for path in _audio_files(self._path / word)]


def _audio_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise DatasetError(f"expected a folder of recordings, found none: {folder}; {_WITHOUT_RECORDINGS}")
    found = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.name[0] != ".")
    # By name: paths of one folder compare the same, and ten times as slowly.
    paths = sorted(found, key=lambda path: path.name)
    if not paths:
        raise DatasetError(f"expected recordings ({', '.join(SUFFIXES)}), found none: {folder}; {_WITHOUT_RECORDINGS}")
    return paths


def recording(path: Path, speaker_pattern: str | None) -> Recording:
    """A file as a recording of the word that its folder is named for.

    Raises:
        ClipError: not audio, cut short, empty, of another rate or more channels than we take, holding
            NaN or infinity, or its name has no speaker.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ClipError(f"expected a recording, got {error.strerror}: {path}") from None
    wav = encode_wav(cut_loudest_second(decode_recording(data, str(path))))
    return Recording(path.parent.name, f"{path.stem}.wav", _speaker(path, data, speaker_pattern), wav, str(path))


def _speaker(path: Path, data: bytes, pattern: str | None) -> str:
    if pattern is None:
        # Of the content, so that copies of a recording end in one split.
        return hashlib.sha256(data).hexdigest()[:16]
    match = re.search(pattern, path.name)
    if match is None or not match[1]:
        raise ClipError(f"expected a speaker by the pattern {pattern!r} in the file name: {path}")
    return match[1]
