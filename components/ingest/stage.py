"""A clips folder and its manifest, written with one recording in memory at a time."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path

from components.ingest import IngestParams, MaxClipsPerWord
from components.ingest.recording import Recording, Source
from kws.audio.clips import decode_wav, pad_clip
from kws.audio.manifest import NOISE_FOLDER, SPLITS, Clip, check_clips, data_sha256, mark_duplicates, write_manifest
from kws.core.errors import DatasetError
from kws.core.lineage import Lineage


def ingest(source: Source, params: IngestParams, folder: Path) -> list[Clip]:
    """Write the clips folder and return the rows of its manifest.

    Raises:
        SourceError, ClipError, DatasetError: as in `Source.read_recordings` and `check_clips`, or a recording is not a
            valid clip.
    """
    folder.mkdir()
    with closing(source.read_recordings()) as recordings:
        written = list(_write_recordings(recordings, folder))
    clips = [replace(clip, split=source.assign_split(clip)) for clip in written]
    kept = draw_clips(clips, params.max_clips_per_word, params.seed)
    for clip in set(clips).difference(kept):
        (folder / clip.path).unlink()
    clips = mark_duplicates(kept)
    check_clips(clips, params.words)
    write_manifest(folder, clips)
    Lineage(params.words, data_sha256(clips), {"ingest": asdict(params)}).write(folder)
    return clips


def _write_recordings(recordings: Iterable[Recording], folder: Path) -> Iterator[Clip]:
    """Write each recording, and yield a clip without a split for each that is not noise."""
    for recording in recordings:
        _check_recording(recording)
        path = folder / recording.word / recording.name
        path.parent.mkdir(exist_ok=True)
        if path.exists():
            raise DatasetError(f"expected one recording per name, got two: {recording.origin}")
        path.write_bytes(recording.wav)
        if recording.word != NOISE_FOLDER:
            sha256 = hashlib.sha256(recording.wav).hexdigest()
            yield Clip(f"{recording.word}/{recording.name}", recording.word, recording.speaker, "", sha256)


def _check_recording(recording: Recording) -> None:
    if not recording.name.isprintable() or "/" in recording.name:
        raise DatasetError(f"expected a printable file name, got {recording.name!r}: {recording.origin!r}")
    samples = decode_wav(recording.wav, recording.origin)
    if recording.word != NOISE_FOLDER:
        pad_clip(samples, recording.origin)


def draw_clips(clips: Iterable[Clip], limits: MaxClipsPerWord, seed: int) -> list[Clip]:
    """Draw at most `limits` clips of each word in each split, sorted by path.

    The clips with the smallest hashes of seed and path are kept: the draw does not depend on the order of
    the clips, and a smaller draw is part of a larger one.
    """

    def rank(clip: Clip) -> str:
        return hashlib.sha256(f"{seed}/{clip.path}".encode()).hexdigest()

    def group_key(clip: Clip) -> tuple[str, str]:
        return clip.word, clip.split

    kept = []
    for (_, split), group in groupby(sorted(clips, key=group_key), group_key):
        kept += sorted(group, key=rank)[: getattr(limits, split)]
    return sorted(kept, key=lambda clip: clip.path)


def summarize(clips: Sequence[Clip]) -> str:
    """Summarize the data set on one line."""
    counts = [f"{split} {sum(clip.split == split for clip in clips)}" for split in SPLITS]
    speakers = len({clip.speaker for clip in clips})
    duplicates = sum(bool(clip.duplicate_of) for clip in clips)
    return f"{len(clips)} clips ({', '.join(counts)}) of {speakers} speakers, {duplicates} exact duplicates"
