"""A person's own recordings, one folder a word → recordings of at most a second."""

import hashlib
import io
import re
from collections.abc import Generator
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from components.ingest import IngestParams
from components.ingest.hash_memory import file_hashes
from components.ingest.recording import Content, Recording
from components.ingest.splits import hashed_split
from components.kws.checkout import locate
from components.kws.clips import Waveform, encode_wav
from components.kws.errors import ClipError, DatasetError
from components.kws.files import sha256_of_json
from components.kws.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ
from components.kws.manifest import Clip
from components.kws.parallel import ordered_map
from components.kws.progress import tracked

SUFFIXES = (".wav", ".flac")
_WITHOUT_RECORDINGS = "put them there or set ingest.directory.path"
_MIN_RATE_HZ, _MAX_RATE_HZ = 8_000, 48_000
# What a writer that cannot seek leaves as the length of a WAV file.
_UNKNOWN_LENGTHS = (0, 0xFFFFFFFF)


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
        yield from tracked(read, "read", len(paths))

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
    wav = encode_wav(loudest_second(decode(data, str(path))))
    return Recording(path.parent.name, f"{path.stem}.wav", _speaker(path, data, speaker_pattern), wav, str(path))


def _speaker(path: Path, data: bytes, pattern: str | None) -> str:
    if pattern is None:
        # Of the content, so that copies of a recording end in one split.
        return hashlib.sha256(data).hexdigest()[:16]
    match = re.search(pattern, path.name)
    if match is None or not match[1]:
        raise ClipError(f"expected a speaker by the pattern {pattern!r} in the file name: {path}")
    return match[1]


def decode(data: bytes, where: str) -> Waveform:
    """An audio file's samples, mixed down to one channel and resampled to 16 kHz.

    Returns:
        float32 (n,), n > 0, finite.

    Raises:
        ClipError: as `recording`.
    """
    _require_whole(data, where)
    try:
        # Two-dimensional always: (n, channels).
        samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise ClipError(f"expected WAV or FLAC audio, got {_reason(error)}: {where}") from None
    if not _MIN_RATE_HZ <= rate_hz <= _MAX_RATE_HZ:
        raise ClipError(f"expected {_MIN_RATE_HZ} to {_MAX_RATE_HZ} Hz, got {rate_hz} Hz: {where}")
    if samples.shape[1] > 2:
        raise ClipError(f"expected mono or stereo, got {samples.shape[1]} channels: {where}")
    if len(samples) == 0:
        raise ClipError(f"expected at least one sample, got none: {where}")
    if not np.isfinite(samples).all():
        raise ClipError(f"expected finite samples, got NaN or infinity: {where}")
    return _resampled(samples.mean(axis=1), rate_hz)


def _reason(error: soundfile.SoundFileError) -> str:
    return getattr(error, "error_string", str(error)).strip().rstrip(".")


def _require_whole(data: bytes, where: str) -> None:
    """Hold a WAV file to its header; libsndfile reads one cut short without a word."""
    if data[:4] != b"RIFF" or len(data) < 12:
        return
    length = int.from_bytes(data[4:8], "little")
    # Some writers count a last padding byte that they leave out.
    if length not in _UNKNOWN_LENGTHS and length + 8 > len(data) + 1:
        raise ClipError(f"expected {length + 8} bytes as its header says, got {len(data)}: {where}")


def _resampled(samples: npt.NDArray[np.float32], rate_hz: int) -> Waveform:
    if rate_hz == SAMPLE_RATE_HZ:
        return samples
    resampled: Waveform = soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ, "VHQ")
    # A recording of less than a sample's time would vanish.
    return resampled if len(resampled) else samples[:1]


def loudest_second(samples: Waveform) -> Waveform:
    """The second with the most energy; shorter recordings whole.

    Args:
        samples: float32 (n,).

    Returns:
        float32 (min(n, CLIP_SAMPLES),).
    """
    if len(samples) <= CLIP_SAMPLES:
        return samples
    energy = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
    start = int(np.argmax(energy[CLIP_SAMPLES:] - energy[:-CLIP_SAMPLES]))
    return samples[start : start + CLIP_SAMPLES]
