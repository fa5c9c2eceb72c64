"""Recordings from a clips folder in another DVC repository."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

from components.ingest import IngestParams
from components.ingest.recording import Content, Recording
from kws.audio.manifest import NOISE_FOLDER, Clip, data_sha256, read_manifest
from kws.core.checkout import locate
from kws.core.errors import DatasetError, SourceError
from kws.core.files import sha256_of
from kws.core.progress import show_progress

_CACHE = Path(".cache")


class DvcSource:
    """A clips folder downloaded with `dvc get`; `dvc.repo` and `dvc.path` must be set."""

    def __init__(self, params: IngestParams) -> None:
        self._params = params
        assert params.dvc.repo is not None
        assert params.dvc.path is not None
        is_address = ":" in params.dvc.repo
        self._repository = params.dvc.repo if is_address else str(locate(params.dvc.repo))
        self._path = params.dvc.path
        self._splits: dict[str, str] = {}

    def describe_content(self) -> Content:
        """As `Source.describe_content`: the commit if `rev` is one, else the hash of the folder now."""
        dvc = self._params.dvc
        if dvc.rev is not None and re.fullmatch("[0-9a-f]{40}", dvc.rev):
            return dvc.rev
        # Imported here: DVC takes a second to load, and no other source needs it.
        from components.ingest.dvc_content import hash_content  # noqa: PLC0415

        return hash_content(self._repository, self._path, dvc.rev, dvc.remote)

    def read_recordings(self) -> Generator[Recording, None, None]:
        """As `Source.read_recordings`, in the manifest's order."""
        _CACHE.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="dvc-get-", dir=_CACHE) as temporary:
            folder = Path(temporary) / "clips"
            self._get(folder)
            clips = read_manifest(folder)
            self._require_words(clips)
            self._require_hash(clips)
            self._splits = {clip.path: clip.split for clip in clips}
            for clip in show_progress(clips, "read", len(clips)):
                yield Recording(clip.word, Path(clip.path).name, clip.speaker, _read_content(clip, folder), clip.path)
            for path in sorted((folder / NOISE_FOLDER).glob("*.wav")):
                yield Recording(NOISE_FOLDER, path.name, "", path.read_bytes(), f"{NOISE_FOLDER}/{path.name}")

    def assign_split(self, clip: Clip) -> str:
        """As `Source.assign_split`: as in the manifest."""
        return self._splits[clip.path]

    def _get(self, folder: Path) -> None:
        dvc = self._params.dvc
        options_by_flag = {"--rev": dvc.rev, "--remote": dvc.remote}
        options = [word for flag, value in options_by_flag.items() if value is not None for word in (flag, value)]
        command = [sys.executable, "-m", "dvc", "get", *options, "--out", str(folder), "--"]
        environment = {**os.environ, "DVC_NO_ANALYTICS": "1"}
        command += [self._repository, self._path]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode != 0:
            raise SourceError(f"expected {dvc.path} of {dvc.repo}, dvc get says: {_find_last_error(done.stderr)}")

    def _require_words(self, clips: list[Clip]) -> None:
        expected, found = set(self._params.words), {clip.word for clip in clips}
        if expected != found:
            dvc = self._params.dvc
            got = f"got {', '.join(sorted(found))}: {dvc.path} of {dvc.repo}"
            raise DatasetError(f"expected words {', '.join(sorted(expected))}, {got}")

    def _require_hash(self, clips: list[Clip]) -> None:
        # The clips themselves are checked against the manifest as each is read.
        dvc, found = self._params.dvc, data_sha256(clips)
        if dvc.data_sha256 not in (None, found):
            raise SourceError(
                f"expected data_sha256 {dvc.data_sha256}, got {found}: {dvc.path} of {dvc.repo}, "
                f"rev {dvc.rev or 'not given'}"
            )


def _read_content(clip: Clip, folder: Path) -> bytes:
    path = folder / clip.path
    if clip.path != f"{clip.word}/{path.name}":
        raise DatasetError(f"expected a clip in the folder of its word {clip.word}, got {clip.path!r}")
    try:
        found = sha256_of(path)
    except OSError as error:
        raise SourceError(f"expected a clip as the manifest says, got {error.strerror}: {clip.path}") from None
    if found != clip.sha256:
        raise SourceError(f"expected sha256 {clip.sha256[:12]}… as the manifest says, got {found[:12]}…: {clip.path}")
    return path.read_bytes()


def _find_last_error(stderr: str) -> str:
    lines = [" ".join(line.split()) for line in re.sub(r"\x1b\[[0-9;]*m", "", stderr).splitlines() if line.strip()]
    return next((line for line in reversed(lines) if line.startswith("ERROR")), lines[-1] if lines else "nothing")
