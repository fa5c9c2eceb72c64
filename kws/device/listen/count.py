"""A model and a stream → a mark after its first seconds and one at its end, for whoever counts instructions.

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
from kws.device.listen.decide import actions
from kws.device.listen.settings import Listening
from kws.device.listen.sound import from_raw
from kws.model.spotter import Spotter

# Until the first answers are given and all is warm.
WARMUP_S = 2

_mark = ctypes.CDLL(None).syscall


def main() -> None:
    """Listen to a file of raw samples as to a stream."""
    model, sound, rate_hz = sys.argv[1:]
    try:
        spotter = Spotter(Path(model))
        with Path(sound).open("rb") as stream:
            for _ in actions(marked(from_raw(stream, int(rate_hz), 1)), spotter, Listening()):
                pass
    except KwsError as error:
        sys.exit(f"error: {error}")


def marked(blocks: Iterable[Waveform]) -> Iterator[Waveform]:
    """The blocks of a stream, with a mark when the warm-up has passed and one at the end."""
    heard = 0
    for block in blocks:
        before, heard = heard, heard + len(block)
        yield block
        if before < WARMUP_S * SAMPLE_RATE_HZ <= heard:
            _mark(MARK, BEGIN)
    _mark(MARK, END)


if __name__ == "__main__":
    main()
