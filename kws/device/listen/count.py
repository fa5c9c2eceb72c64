"""Listening to a stream with marks after its first seconds and at its end, for the instruction counter.

Run as `python -m kws.device.listen.count MODEL SOUND RATE_HZ` under qemu-user, as kws/device/count.py.
"""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import SAMPLE_RATE_HZ
from kws.core.errors import KwsError
from kws.device.count import BEGIN, END, MARK
from kws.device.listen.decide import detect_words
from kws.device.listen.settings import ListenSettings
from kws.device.listen.sound import read_raw_stream
from kws.model.spotter import Spotter

# By then the first answers have been given and the caches are warm.
WARMUP_S = 2

_mark = ctypes.CDLL(None).syscall


def main() -> None:
    """Listen to a file of raw samples as if it were a stream."""
    model, sound, rate_hz = sys.argv[1:]
    try:
        spotter = Spotter(Path(model))
        with Path(sound).open("rb") as stream:
            for _ in detect_words(mark_warmup(read_raw_stream(stream, int(rate_hz), 1)), spotter, ListenSettings()):
                pass
    except KwsError as error:
        sys.exit(f"error: {error}")


def mark_warmup(blocks: Iterable[Waveform]) -> Iterator[Waveform]:
    """Yield the blocks of a stream, and set a mark after the warm-up and one at the end."""
    heard = 0
    for block in blocks:
        before, heard = heard, heard + len(block)
        yield block
        if before < WARMUP_S * SAMPLE_RATE_HZ <= heard:
            _mark(MARK, BEGIN)
    _mark(MARK, END)


if __name__ == "__main__":
    main()
