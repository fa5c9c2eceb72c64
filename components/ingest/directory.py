"""Recordings from a folder of one's own, with one subfolder per word, cut to at most a second."""

import hashlib
import re
from collections.abc import Generator
from functools import partial
from pathlib import Path

from components.ingest import IngestParams
from components.ingest.hash_cache import hash_files
from components.ingest.recording import Content, Recording
from components.ingest.splits import split_by_hash
from kws.audio.clips import encode_wav
from kws.audio.manifest import Clip
from kws.audio.recordings import SUFFIXES, cut_loudest_second, decode_recording
from kws.core.checkout import locate
from kws.core.errors import ClipError, DatasetError
from kws.core.files import sha256_of_json
from kws.core.parallel import ordered_map
from kws.core.progress import show_progress

_MISSING_ADVICE = "put them there or set ingest.directory.path"


class DirectorySource:
    """The recordings in `<path>/<word>/`, of any rate and depth; `directory.path` must be set."""

    def __init__(self, params: IngestParams) -> None:
        assert params.directory.path is not None
        self._params, self._path = params, locate(params.directory.path)

    def describe_content(self) -> Content:
        """As `Source.describe_content`: a hash over the name, word and bytes of each file."""
        paths = self._files()
        try:
            hashes = hash_files(paths, self._path)
        except OSError as error:
            raise ClipError(f"expected a recording, got {error.strerror}: {error.filename}") from None
        names = [f"{path.parent.name}/{path.name}" for path in paths]
        return sha256_of_json(sorted(zip(names, hashes, strict=True)))

    def read_recordings(self) -> Generator[Recording, None, None]:
        """As `Source.read_recordings`, word by word."""
        paths = self._files()
        recordings = ordered_map(partial(read_recording, speaker_pattern=self._params.directory.speaker_pattern), paths)
        yield from show_progress(recordings, "read", len(paths))

    def assign_split(self, clip: Clip) -> str:
        """As `Source.assign_split`: by the hash of the speaker, as in Speech Commands."""
        return split_by_hash(clip.speaker, self._params.validation_percent, self._params.test_percent)

    def _files(self) -> list[Path]:
        return [path for word in self._params.words for path in _list_audio_files(self._path / word)]


def _list_audio_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise DatasetError(f"expected a folder of recordings, found none: {folder}; {_MISSING_ADVICE}")
    found = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.name[0] != ".")
    # By name: within one folder paths sort the same, but ten times as slowly.
    paths = sorted(found, key=lambda path: path.name)
    if not paths:
        raise DatasetError(f"expected recordings ({', '.join(SUFFIXES)}), found none: {folder}; {_MISSING_ADVICE}")
    return paths


def read_recording(path: Path, speaker_pattern: str | None) -> Recording:
    """Read a file as a recording of the word that its folder is named after.

    Raises:
        ClipError: as `decode_recording`, or the file name has no speaker.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ClipError(f"expected a recording, got {error.strerror}: {path}") from None
    wav = encode_wav(cut_loudest_second(decode_recording(data, str(path))))
    return Recording(path.parent.name, f"{path.stem}.wav", _find_speaker(path, data, speaker_pattern), wav, str(path))


def _find_speaker(path: Path, data: bytes, pattern: str | None) -> str:
    if pattern is None:
        # The hash of the content, so that copies of a recording end up in one split.
        return hashlib.sha256(data).hexdigest()[:16]
    match = re.search(pattern, path.name)
    if match is None or not match[1]:
        raise ClipError(f"expected a speaker by the pattern {pattern!r} in the file name: {path}")
    return match[1]
