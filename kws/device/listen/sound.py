"""A microphone, a WAV stream or a raw one → mono float32 at 16 kHz, as it comes.

Samples are signed 16-bit little-endian; of several channels the mean is taken.
"""

import subprocess
import sys
import threading
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import numpy as np

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import SAMPLE_RATE_HZ
from kws.core.errors import ClipError, DeviceError
from kws.device.listen.resampler import Resampler

# Rates beyond are a mistake, and would make a large filter.
MIN_RATE_HZ, MAX_RATE_HZ = 8_000, 192_000

# How much is read at a time: no answer waits longer.
_BLOCK_S = 0.05
_SCALE = np.array(1 / 32_768, np.float32)


def from_wav(stream: IO[bytes]) -> Iterator[Waveform]:
    """The sound of a WAV stream, which may be a pipe that does not end.

    Raises:
        ClipError: it is no WAV stream, or not of 16 bits.
    """
    try:
        wav = wave.open(stream)  # noqa: SIM115, the stream is its owner's to close
    except (wave.Error, EOFError) as error:
        raise ClipError(f"expected a WAV stream, got {str(error) or 'an early end'}") from None
    if wav.getsampwidth() != 2:
        raise ClipError(f"expected 16 bits a sample, got {8 * wav.getsampwidth()}")
    return _sound(wav.readframes, wav.getframerate(), wav.getnchannels())


def from_raw(stream: IO[bytes], rate_hz: int, channels: int) -> Iterator[Waveform]:
    """The sound of a stream of bare samples.

    Raises:
        ClipError: no rate or number of channels that sound has.
    """
    return _sound(lambda frames: stream.read(2 * channels * frames), rate_hz, channels)


@contextmanager
def from_microphone(device: str, rate_hz: int, channels: int) -> Iterator[Iterator[Waveform]]:
    """The sound of ALSA's `arecord`, which runs as long as the block.

    Args:
        device: as `arecord --list-pcms` calls it.
        rate_hz, channels: that the device has, or converts to.

    Raises:
        DeviceError: there is no arecord, it ends, or it records at another rate.
    """
    form = ["--file-type=raw", "--format=S16_LE", f"--rate={rate_hz}", f"--channels={channels}"]
    command = ["arecord", "--quiet", f"--device={device}", *form]
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        raise DeviceError("expected arecord, found none: sudo apt install alsa-utils") from None
    with process:
        try:
            yield _endless(process, rate_hz, channels)
        finally:
            process.kill()


def _endless(process: subprocess.Popen[bytes], rate_hz: int, channels: int) -> Iterator[Waveform]:
    """What a process records; that it ends is an error."""
    assert process.stdout and process.stderr
    said: list[str] = []
    ear = threading.Thread(target=_listen_to_errors, args=(process.stderr, said, process.kill), daemon=True)
    ear.start()
    yield from from_raw(process.stdout, rate_hz, channels)
    ear.join(timeout=10)
    raise DeviceError(f"expected arecord to go on, it ended: {said[-1] if said else 'without a word'}")


def _listen_to_errors(stream: IO[bytes], said: list[str], stop: Callable[[], None]) -> None:
    """Pass on what arecord says, keep the last line, and stop it where it goes on at another rate than asked."""
    for line in stream:
        said[:] = [line.decode(errors="replace").strip()]
        print(said[0], file=sys.stderr, flush=True)
        if "rate is not accurate" in said[0]:
            stop()
            return


def _sound(read: Callable[[int], bytes], rate_hz: int, channels: int) -> Iterator[Waveform]:
    if not MIN_RATE_HZ <= rate_hz <= MAX_RATE_HZ or channels < 1:
        expected = f"{MIN_RATE_HZ} to {MAX_RATE_HZ} Hz and at least one channel"
        raise ClipError(f"expected {expected}, got {rate_hz} Hz and {channels}")
    return _blocks(read, rate_hz, channels)


def _blocks(read: Callable[[int], bytes], rate_hz: int, channels: int) -> Iterator[Waveform]:
    resampler = None if rate_hz == SAMPLE_RATE_HZ else Resampler(rate_hz)
    while data := read(round(_BLOCK_S * rate_hz)):
        whole = len(data) // (2 * channels) * channels
        samples = np.frombuffer(data, "<i2", whole).astype(np.float32)
        if channels > 1:
            # (frames, channels) → (frames,)
            samples = samples.reshape(-1, channels).mean(axis=1)
        samples *= _SCALE
        yield resampler(samples) if resampler else samples
