"""Sound → one JSON object a line for each word that is acted on: {"time_s", "label", "probability"}.

The sound is a microphone's, through arecord, or on standard input; it ends with standard input or by SIGTERM.
"""

import argparse
import json
import os
import signal
import socket
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import SAMPLE_RATE_HZ
from kws.core.errors import KwsError
from kws.device.listen.decide import actions
from kws.device.listen.settings import Listening
from kws.device.listen.sound import from_microphone, from_raw, from_wav
from kws.model.spotter import Spotter

EXAMPLES = """examples:
  kws-listen                                    the default microphone
  kws-listen --device plughw:1 --rate 48000     another one
  kws-listen --input wav < recording.wav
  ffmpeg -i radio.mp3 -f s16le -ac 1 -ar 44100 - | kws-listen --input raw --rate 44100
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Listen until the sound ends."""
    flags = _flags(argv)
    # Whoever reads may go away at any time.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: sys.exit())
    try:
        spotter = Spotter(flags.model)
        with _sound(flags) as blocks:
            for action in actions(announced(blocks), spotter, Listening()):
                print(json.dumps(asdict(action)), flush=True)
    except KwsError as error:
        sys.exit(f"error: {error}")


def announced(blocks: Iterable[Waveform]) -> Iterator[Waveform]:
    """The blocks of a stream; at the first one systemd, if it is who waits, is told that the service is up.

    Source: sd_notify(3).
    """
    address = os.environ.get("NOTIFY_SOCKET")
    for block in blocks:
        if address:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
                systemd.sendto(b"READY=1", address.replace("@", "\0", 1))
            address = None
        yield block


def _flags(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="kws-listen",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--model", type=Path, required=True, help="folder of model.tflite and model.json")
    parser.add_argument("--input", choices=("microphone", "wav", "raw"), default="microphone", help="where sound is")
    parser.add_argument("--device", default="default", help="of ALSA, as arecord -L lists them")
    parser.add_argument("--rate", type=int, default=SAMPLE_RATE_HZ, help="Hz, of a microphone or raw sound")
    parser.add_argument("--channels", type=int, default=1, help="of a microphone or raw sound")
    return parser.parse_args(argv)


@contextmanager
def _sound(flags: argparse.Namespace) -> Iterator[Iterator[Waveform]]:
    if flags.input == "wav":
        yield from_wav(sys.stdin.buffer)
    elif flags.input == "raw":
        yield from_raw(sys.stdin.buffer, flags.rate, flags.channels)
    else:
        with from_microphone(flags.device, flags.rate, flags.channels) as blocks:
            yield blocks


if __name__ == "__main__":
    main()
