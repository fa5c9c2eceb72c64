"""The manifest of a clips folder: the word, speaker and split of each clip."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from kws.core.errors import DatasetError
from kws.core.files import replacing, sha256_of_json

SPLITS = ("training", "validation", "test")
NOISE_FOLDER = "_background_noise_"
MANIFEST = "manifest.csv"


@dataclass(frozen=True)
class Clip:
    """One row of the manifest.

    Attributes:
        path: path of the WAV file below the clips folder; also the clip's id.
        word: the label.
        speaker: the speaker; no speaker is in two splits.
        split: one of SPLITS.
        sha256: hash of the file.
        duplicate_of: path of the first clip with the same bytes; empty for the first one itself.
    """

    path: str
    word: str
    speaker: str
    split: str
    sha256: str
    duplicate_of: str = ""


def mark_duplicates(clips: Iterable[Clip]) -> list[Clip]:
    """Sort the clips by path, and set `duplicate_of` of each exact copy."""
    first: dict[str, str] = {}
    result = []
    for clip in sorted(clips, key=lambda clip: clip.path):
        original = first.setdefault(clip.sha256, clip.path)
        result.append(Clip(**{**asdict(clip), "duplicate_of": "" if original == clip.path else original}))
    return result


def check_clips(clips: Sequence[Clip], words: Sequence[str]) -> None:
    """Check a data set for what every later stage relies on.

    Raises:
        DatasetError: there are fewer than two words, a split has no clips of a word, or a speaker is in two splits.
    """
    if len(set(words)) < 2:
        raise DatasetError(f"expected at least two words to tell apart, got {', '.join(words) or 'none'}")
    present = {(clip.word, clip.split) for clip in clips}
    missing = [f"{word} in {split}" for word in words for split in SPLITS if (word, split) not in present]
    if missing:
        raise DatasetError(f"expected clips of every word in every split, got none of {', '.join(missing)}")
    splits_of: dict[str, set[str]] = {}
    for clip in clips:
        splits_of.setdefault(clip.speaker, set()).add(clip.split)
    shared = sorted(speaker for speaker, splits in splits_of.items() if len(splits) > 1)
    if shared:
        raise DatasetError(
            f"expected every speaker in one split, got {len(shared)} in several: {', '.join(shared[:5])}"
        )


def data_sha256(clips: Iterable[Clip]) -> str:
    """The hash of a data set: its clips' bytes, words, speakers and splits."""
    return sha256_of_json(sorted([clip.path, clip.word, clip.speaker, clip.split, clip.sha256] for clip in clips))


def profile(clips: Iterable[Clip]) -> dict[str, dict[str, Any]]:
    """Count the clips, speakers, exact copies of other clips and clips of each word, per split."""
    clips = list(clips)
    return {
        split: {
            "clips": len(chosen),
            "speakers": len({clip.speaker for clip in chosen}),
            "duplicates": sum(bool(clip.duplicate_of) for clip in chosen),
            "words": dict(sorted(Counter(clip.word for clip in chosen).items())),
        }
        for split in SPLITS
        if (chosen := [clip for clip in clips if clip.split == split])
    }


def write_manifest(folder: Path, clips: Sequence[Clip]) -> None:
    """Write `manifest.csv` into a clips folder."""
    with replacing(folder / MANIFEST) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Clip)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(clip) for clip in clips)


def read_manifest(folder: Path) -> list[Clip]:
    """Read `manifest.csv` of a clips folder.

    Raises:
        DatasetError: the manifest is missing, or has other columns or splits.
    """
    path = folder / MANIFEST
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise DatasetError(f"expected a manifest of clips, got {error.strerror}: {path}; run ingest") from None
    except (ValueError, csv.Error) as error:
        raise DatasetError(f"expected a manifest of clips, got {error}: {path}") from None
    expected = {field.name for field in fields(Clip)}
    if not rows or any(set(row) != expected or None in row.values() for row in rows):
        raise DatasetError(f"expected rows of {', '.join(sorted(expected))}, got others: {path}")
    clips = [Clip(**row) for row in rows]
    unknown = sorted({clip.split for clip in clips} - set(SPLITS))
    if unknown:
        raise DatasetError(f"expected splits {', '.join(SPLITS)}, got {', '.join(unknown)}: {path}")
    return clips
