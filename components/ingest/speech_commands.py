"""Recordings from the Speech Commands archive, full or mini. The data set is Google's, CC BY 4.0."""

import re
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from components.ingest import IngestParams
from components.ingest.archive import read_files
from components.ingest.download import download, fetch_version
from components.ingest.hash_cache import hash_files
from components.ingest.recording import Content, Recording
from components.ingest.splits import split_by_hash
from kws.audio.manifest import NOISE_FOLDER, Clip
from kws.core.checkout import locate
from kws.core.errors import DatasetError, SourceError
from kws.core.files import sha256_of

DOWNLOADS = Path(".cache/downloads")
_LISTS = {"validation_list.txt": "validation", "testing_list.txt": "test"}


class SpeechCommandsSource:
    """The words, noises and split lists in an archive at an address or path.

    Args:
        params: the params of ingest; `archive` must be set.
        downloads: folder that keeps a downloaded archive.
    """

    def __init__(self, params: IngestParams, downloads: Path = DOWNLOADS) -> None:
        assert params.archive is not None
        self._params, self._archive, self._downloads = params, params.archive, downloads
        self._is_address = self._archive.startswith(("http://", "https://"))
        self._lists: dict[str, frozenset[str]] = {}
        self._folders: set[str] = set()

    def describe_content(self) -> Content:
        """As `Source.describe_content`: the hash of a file, or the version that the server tells."""
        if self._is_address:
            return asdict(fetch_version(self._archive))
        path = locate(self._archive)
        try:
            (sha256,) = hash_files([path], path)
        except OSError as error:
            raise _archive_error(error, path) from None
        return sha256

    def read_recordings(self) -> Generator[Recording, None, None]:
        """As `Source.read_recordings`, in the archive's order."""
        path = self._fetch_verified()
        for name, content in read_files(path, self._is_wanted):
            if name.name in _LISTS:
                self._lists[_LISTS[name.name]] = frozenset(content.decode(errors="replace").split())
                continue
            word = name.parent.name
            speaker = "" if word == NOISE_FOLDER else parse_speaker(name.name)
            yield Recording(word, name.name, speaker, content, f"{name} in {path}")
        missing = [word for word in self._params.words if word not in self._folders]
        if missing:
            has = ", ".join(sorted(self._folders - {NOISE_FOLDER})) or "no words"
            raise DatasetError(f"expected words {', '.join(missing)}, the archive has {has}: {path}")

    def assign_split(self, clip: Clip) -> str:
        """As `Source.assign_split`: by the official lists, else by the published rule for speakers."""
        if len(self._lists) < len(_LISTS):
            return split_by_hash(clip.speaker, self._params.validation_percent, self._params.test_percent)
        return next((split for split, paths in self._lists.items() if clip.path in paths), "training")

    def _fetch_verified(self) -> Path:
        expected = self._params.archive_sha256
        if not self._is_address:
            path, advice = locate(self._archive), ""
        else:
            path = download(self._archive, self._downloads, pinned=expected is not None)
            advice = "; delete it to download it again"
        if expected is not None:
            _require_sha256(path, expected, advice)
        return path

    def _is_wanted(self, name: PurePosixPath) -> bool:
        # The metadata files that macOS adds to a zip look like recordings.
        if "__MACOSX" in name.parts or name.name.startswith("."):
            return False
        if name.suffix != ".wav":
            return name.name in _LISTS
        self._folders.add(name.parent.name)
        return name.parent.name in (*self._params.words, NOISE_FOLDER)


def parse_speaker(name: str) -> str:
    """Parse the speaker from a file name: the part before `_nohash_`."""
    return re.sub(r"(_nohash_.*)?\.wav$", "", name)


def _require_sha256(path: Path, expected: str, advice: str) -> None:
    try:
        found = sha256_of(path)
    except OSError as error:
        raise _archive_error(error, path) from None
    if found != expected:
        raise SourceError(f"expected sha256 {expected}, got {found}: {path}{advice}")


def _archive_error(error: OSError, path: Path) -> SourceError:
    return SourceError(f"expected an archive, got {error.strerror}: {path}")
