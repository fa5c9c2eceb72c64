"""Answers to clips with marks around their parts, for the instruction counter.

Run as `python -m kws.device.count MODEL WARMUP_CLIPS CLIP …` under qemu-user with the plugin
kws/emulator/count_instructions.c. A mark is a system call that no kernel has; without the plugin it has
no effect.
"""

import ctypes
import sys
from pathlib import Path

from kws.audio.clips import Waveform, read_clip
from kws.core.errors import KwsError
from kws.model.spotter import Spotter

# The system call that the plugin recognizes, and its argument.
MARK = 0x6B7773
BEGIN, MIDDLE, END = range(3)

_mark = ctypes.CDLL(None).syscall


def main() -> None:
    """Answer the clips, first WARMUP_CLIPS of them without marks."""
    model, warmup_clips, *paths = sys.argv[1:]
    try:
        spotter = Spotter(Path(model))
        clips = [read_clip(Path(path)) for path in paths]
    except KwsError as error:
        sys.exit(f"error: {error}")
    for place in range(int(warmup_clips)):
        spotter(clips[place % len(clips)])
    for clip in clips:
        count_answer(spotter, clip)


def count_answer(spotter: Spotter, clip: Waveform) -> None:
    """Answer one clip, with marks where the agent reads the clock."""
    _mark(MARK, BEGIN)
    features = spotter.front_end(clip)
    _mark(MARK, MIDDLE)
    spotter.manifest.probabilities(spotter.model(features))
    _mark(MARK, END)


if __name__ == "__main__":
    main()
