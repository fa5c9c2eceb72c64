"""The listener: writes a line of JSON for each word that is acted on, {"time_s", "label", "probability"}.

The sound comes from a microphone, through arecord, or from standard input; SIGTERM ends it, or the end of the input.
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
from kws.device.listen.decide import detect_words
from kws.device.listen.settings import ListenSettings
from kws.device.listen.sound import open_microphone, read_raw_stream, read_wav_stream
from kws.model.spotter import Spotter

EXAMPLES = """examples:
  kws-listen                                    the default microphone
  kws-listen --device plughw:1 --rate 48000     another one
  kws-listen --input wav < recording.wav
  ffmpeg -i radio.mp3 -f s16le -ac 1 -ar 44100 - | kws-listen --input raw --rate 44100
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Listen until the sound ends."""
    flags = _parse_flags(argv)
    # The reader of the output may end at any time.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: sys.exit())
    try:
        spotter = Spotter(flags.model)
        with _open_sound(flags) as blocks:
            for action in detect_words(notify_systemd(blocks), spotter, ListenSettings()):
                print(json.dumps(asdict(action)), flush=True)
    except KwsError as error:
        sys.exit(f"error: {error}")


def notify_systemd(blocks: Iterable[Waveform]) -> Iterator[Waveform]:
    """Yield the blocks of a stream; at the first one, notify systemd, if it waits, that the service is up.

    Source: sd_notify(3).
    """
    address = os.environ.get("NOTIFY_SOCKET")
    for block in blocks:
        if address:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
                systemd.sendto(b"READY=1", address.replace("@", "\0", 1))
            address = None
        yield block


def _parse_flags(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="kws-listen",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--model", type=Path, required=True, help="folder of model.tflite and model.json")
    parser.add_argument(
        "--input", choices=("microphone", "wav", "raw"), default="microphone", help="source of the sound"
    )
    parser.add_argument("--device", default="default", help="ALSA device, from arecord -L")
    parser.add_argument(
        "--rate", type=int, default=SAMPLE_RATE_HZ, help="sample rate of a microphone or raw sound, in Hz"
    )
    parser.add_argument("--channels", type=int, default=1, help="channels of a microphone or raw sound")
    return parser.parse_args(argv)


@contextmanager
def _open_sound(flags: argparse.Namespace) -> Iterator[Iterator[Waveform]]:
    if flags.input == "wav":
        yield read_wav_stream(sys.stdin.buffer)
    elif flags.input == "raw":
        yield read_raw_stream(sys.stdin.buffer, flags.rate, flags.channels)
    else:
        with open_microphone(flags.device, flags.rate, flags.channels) as blocks:
            yield blocks


if __name__ == "__main__":
    main()
