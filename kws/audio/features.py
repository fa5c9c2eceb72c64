"""The feature set: a folder with one .npz per split, `front_end.json` and `lineage.json`."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from kws.audio.front_end import Features
from kws.audio.front_end_spec import FrontEndSpec
from kws.core.errors import DatasetError
from kws.core.files import read_json, write_json

FRONT_END = "front_end.json"

# The label of background: a sound without any of the words.
NO_WORD = -1

# Step between the windows of the held-out background.
BACKGROUND_STEP_S = 0.5


@dataclass(frozen=True)
class Examples:
    """One split of a feature set.

    Attributes:
        features: float32 (n, num_frames, num_features).
        labels: int32 (n,), index into the lineage's labels, or NO_WORD.
        clip_ids: n paths below the clips folder: a variant has its clip's, a background window its recording's.
    """

    features: Features
    labels: npt.NDArray[np.int32]
    clip_ids: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def rejects(self) -> bool:
        """Whether the examples include background, so that a model learns to reject it."""
        return bool((self.labels == NO_WORD).any())


def background_split(split: str) -> str:
    """The name of the background that belongs to a split, held out from training."""
    return f"background_{split}"


def write_examples(
    path: Path, shape: tuple[int, int, int], chunks: Iterable[Features], labels: Sequence[int], clip_ids: Sequence[str]
) -> None:
    """Write one split chunk by chunk, so that memory holds one chunk and not the split.

    Args:
        path: the .npz file.
        shape: (n, num_frames, num_features), of all chunks together.
        chunks: float32 (m, num_frames, num_features) each.
        labels, clip_ids: n each, as in `Examples`.
    """
    with zipfile.ZipFile(path, "w") as archive:
        with _member(archive, "features.npy") as member:
            header = {"descr": "<f4", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(member, header)
            for chunk in chunks:
                member.write(np.ascontiguousarray(chunk, "<f4").tobytes())
        for name, array in (("labels", np.array(labels, "<i4")), ("clip_ids", np.array(clip_ids, np.str_))):
            with _member(archive, f"{name}.npy") as member:
                np.lib.format.write_array(member, array)


def _member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    # A fixed date, so that the same features give the same bytes.
    return archive.open(zipfile.ZipInfo(name), "w", force_zip64=True)


def read_examples(folder: Path, split: str) -> Examples:
    """Read one split of a feature set.

    Raises:
        DatasetError: the file is missing, damaged or without examples, or a feature is not finite.
    """
    path = folder / f"{split}.npz"
    try:
        with path.open("rb") as file, np.load(file) as arrays:
            examples = Examples(arrays["features"], arrays["labels"], arrays["clip_ids"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise DatasetError(f"expected features, got {error}: {path}; run preprocess") from None
    if not len(examples) == len(examples.features) == len(examples.clip_ids) > 0:
        raise DatasetError(f"expected as many labels as features and at least one, got {len(examples)}: {path}")
    if not np.isfinite(examples.features).all():
        raise DatasetError(f"expected finite features, got NaN or infinity: {path}; run preprocess")
    return examples


def write_front_end(folder: Path, spec: FrontEndSpec) -> None:
    """Write `front_end.json` into a feature set."""
    write_json(folder / FRONT_END, spec.document())


def read_front_end(folder: Path) -> FrontEndSpec:
    """Read `front_end.json` of a feature set.

    Raises:
        EvidenceError: the file is missing.
        FrontEndError: the file is not a front end, or its hash does not match its parameters.
    """
    return FrontEndSpec.from_document(read_json(folder / FRONT_END), str(folder / FRONT_END))
