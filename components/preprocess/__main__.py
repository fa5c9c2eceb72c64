"""Clips → features of each split, the training split with augmented copies.

In:  --clips, a folder with manifest.csv and lineage.json, as ingest leaves it.
Out: --features, a folder of training.npz, validation.npz, test.npz, front_end.json and lineage.json.
"""

from collections.abc import Sequence
from pathlib import Path

from components.kws.command import StageCommand, run
from components.kws.errors import DatasetError
from components.kws.features import write_examples, write_front_end
from components.kws.files import replacing
from components.kws.front_end import FrontEnd
from components.kws.lineage import Lineage
from components.kws.manifest import SPLITS, Clip, read_manifest
from components.kws.progress import tracked
from components.preprocess import PreprocessParams
from components.preprocess.stage import CHUNK_CLIPS, features_of, variants


def main(argv: Sequence[str] | None = None) -> None:
    """Read clips, write features."""
    command = StageCommand("preprocess", PreprocessParams, __doc__)
    command.path("--clips", "folder of clips")
    command.path("--features", "folder of features to write")
    params, flags = command.parse(argv)
    FrontEnd(params.front_end)  # refuses an empty mel band before any clip is read
    lineage, clips = Lineage.read(flags.clips), read_manifest(flags.clips)
    with replacing(flags.features) as folder:
        folder.mkdir()
        for split in SPLITS:
            chosen = [clip for clip in clips if clip.split == split]
            _write_split(folder, split, chosen, flags.clips, lineage.labels, params)
        write_front_end(folder, params.front_end)
        lineage.after("preprocess", params).write(folder)


def _write_split(
    folder: Path, split: str, clips: list[Clip], clips_folder: Path, labels: tuple[str, ...], params: PreprocessParams
) -> None:
    if not clips:
        raise DatasetError(f"expected clips in split {split}, got none: {clips_folder}")
    plan = variants(clips, params.augmentation.copies if split == "training" else 0)
    spec = params.front_end
    shape = (len(plan), spec.num_frames, spec.num_features)
    chunks = tracked(features_of(plan, clips_folder, params), f"preprocess {split}", -(-len(plan) // CHUNK_CLIPS))
    words = [labels.index(variant.clip.word) for variant in plan]
    write_examples(folder / f"{split}.npz", shape, chunks, words, [variant.clip.path for variant in plan])
    print(f"{split}: {len(plan)} examples of {shape[1]} × {shape[2]} from {len(clips)} clips")


if __name__ == "__main__":
    run(main)
