"""The command of preprocess: features of every split, with variants and background in the training split.

In:  --clips, a folder with manifest.csv and lineage.json, as ingest writes it.
Out: --features, a folder of training.npz, validation.npz, test.npz, background_validation.npz, background_test.npz,
     front_end.json and lineage.json.
"""

from collections.abc import Sequence
from pathlib import Path

from components.preprocess import PreprocessParams
from components.preprocess.stage import (
    CHUNK_CLIPS,
    compute_features,
    generate_held_out_background,
    plan_recordings,
    plan_training,
)
from kws.audio.features import NO_WORD, background_split, write_examples, write_front_end
from kws.audio.front_end import FrontEnd
from kws.audio.manifest import SPLITS, Clip, read_manifest
from kws.core.command import StageCommand, run
from kws.core.errors import DatasetError
from kws.core.files import replacing
from kws.core.lineage import LINEAGE, Lineage
from kws.core.progress import show_progress

# The splits that have a background of their own, on which no model is trained.
HELD_OUT = ("validation", "test")


def main(argv: Sequence[str] | None = None) -> None:
    """Read clips, write features."""
    command = StageCommand("preprocess", PreprocessParams, __doc__)
    command.add_path("--clips", "folder of clips")
    command.add_output("--features", "folder of features to write", mark=LINEAGE)
    params, flags = command.parse(argv)
    FrontEnd(params.front_end)  # refuses an empty mel filter before any clip is read
    lineage, clips = Lineage.read(flags.clips), read_manifest(flags.clips)
    with replacing(flags.features, mark=LINEAGE) as folder:
        folder.mkdir()
        for split in SPLITS:
            chosen = [clip for clip in clips if clip.split == split]
            _write_split(folder, split, chosen, flags.clips, lineage.labels, params)
        for split in HELD_OUT:
            _write_background(folder, split, flags.clips, params)
        write_front_end(folder, params.front_end)
        lineage.add_stage("preprocess", params).write(folder)


def _write_split(
    folder: Path, split: str, clips: list[Clip], clips_folder: Path, labels: tuple[str, ...], params: PreprocessParams
) -> None:
    if not clips:
        raise DatasetError(f"expected clips in split {split}, got none: {clips_folder}")
    plan = plan_training(clips, params.augmentation) if split == "training" else plan_recordings(clips)
    spec = params.front_end
    shape = (len(plan), spec.num_frames, spec.num_features)
    chunks = show_progress(
        compute_features(plan, clips_folder, params), f"preprocess {split}", -(-len(plan) // CHUNK_CLIPS)
    )
    words = [NO_WORD if variant.is_background else labels.index(variant.clip.word) for variant in plan]
    write_examples(folder / f"{split}.npz", shape, chunks, words, [variant.clip.path for variant in plan])
    print(f"{split}: {len(plan)} examples of {shape[1]} × {shape[2]} from {len(clips)} clips")


def _write_background(folder: Path, split: str, clips_folder: Path, params: PreprocessParams) -> None:
    front_end, kinds, chunks = FrontEnd(params.front_end), [], []
    for kind, waveforms in generate_held_out_background(clips_folder, split, params.augmentation.seed):
        kinds += [kind] * len(waveforms)
        # Keep the features alone, which are a fraction of the sound's size.
        chunks.append(front_end(waveforms))
    shape = (len(kinds), params.num_frames, params.num_features)
    write_examples(folder / f"{background_split(split)}.npz", shape, chunks, [NO_WORD] * len(kinds), kinds)


if __name__ == "__main__":
    run(main)
