"""Streams of sound from a microphone, a WAV stream or raw samples, as mono float32 blocks at 16 kHz.

Samples are signed 16-bit little-endian; several channels are averaged.
"""

import math
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import numpy as np

from kws.audio.clips import Waveform
from kws.audio.front_end_spec import SAMPLE_RATE_HZ
from kws.audio.wav import read_header
from kws.core.errors import ClipError, DeviceError
from kws.device.listen.resampler import Resampler

# Rates beyond these are a mistake, and would need a large filter.
MIN_RATE_HZ, MAX_RATE_HZ = 8_000, 192_000

# Duration of a block: no answer is delayed by more.
_BLOCK_S = 0.05
_SCALE = np.array(1 / 32_768, np.float32)


def read_wav_stream(stream: IO[bytes]) -> Iterator[Waveform]:
    """Read a WAV stream, which may be a pipe without an end; float32 (n,) blocks in [-1, 1] at 16 kHz.

    Raises:
        ClipError: the stream is not WAV, or not 16-bit.
    """
    header = read_header(stream, "standard input")
    if header.bits != 16:
        raise ClipError(f"expected 16 bits per sample, got {header.bits}")
    left = math.inf if header.length is None else header.length

    def read(frames: int) -> bytes:
        # Up to the end of the samples: other chunks may follow.
        nonlocal left
        data = stream.read(int(min(frames * header.frame_bytes, left)))
        left -= len(data)
        return data

    return _read_sound(read, header.rate_hz, header.channels)


def read_raw_stream(stream: IO[bytes], rate_hz: int, channels: int) -> Iterator[Waveform]:
    """Read a stream of raw samples; float32 (n,) blocks in [-1, 1] at 16 kHz.

    Raises:
        ClipError: the rate or the number of channels is out of range.
    """
    return _read_sound(lambda frames: stream.read(2 * channels * frames), rate_hz, channels)


@contextmanager
def open_microphone(device: str, rate_hz: int, channels: int) -> Iterator[Iterator[Waveform]]:
    """Record with ALSA's `arecord`, which runs as long as the block.

    Args:
        device: name from `arecord --list-pcms`.
        rate_hz, channels: a rate and number of channels that the device supports.

    Raises:
        DeviceError: arecord is not installed, ends, or records at another rate.
    """
    options = ["--file-type=raw", "--format=S16_LE", f"--rate={rate_hz}", f"--channels={channels}"]
    command = ["arecord", "--quiet", f"--device={device}", *options]
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        raise DeviceError("expected arecord, found none: sudo apt install alsa-utils") from None
    with process:
        try:
            yield _record(process, rate_hz, channels)
        finally:
            process.kill()


def _record(process: subprocess.Popen[bytes], rate_hz: int, channels: int) -> Iterator[Waveform]:
    """Read what arecord records, and raise an error when it ends."""
    assert process.stdout and process.stderr
    last_line: list[str] = []
    reader = threading.Thread(target=_pass_on_errors, args=(process.stderr, last_line, process.kill), daemon=True)
    reader.start()
    yield from read_raw_stream(process.stdout, rate_hz, channels)
    reader.join(timeout=10)
    raise DeviceError(
        f"expected arecord to keep recording, it ended: {last_line[-1] if last_line else 'without a message'}"
    )


def _pass_on_errors(stream: IO[bytes], last_line: list[str], stop: Callable[[], None]) -> None:
    """Pass on the messages of arecord, keep the last one, and stop arecord if it records at another rate."""
    for line in stream:
        last_line[:] = [line.decode(errors="replace").strip()]
        print(last_line[0], file=sys.stderr, flush=True)
        if "rate is not accurate" in last_line[0]:
            stop()
            return


def _read_sound(read: Callable[[int], bytes], rate_hz: int, channels: int) -> Iterator[Waveform]:
    if not MIN_RATE_HZ <= rate_hz <= MAX_RATE_HZ or channels < 1:
        expected = f"{MIN_RATE_HZ} to {MAX_RATE_HZ} Hz and at least one channel"
        raise ClipError(f"expected {expected}, got {rate_hz} Hz and {channels}")
    return _read_blocks(read, rate_hz, channels)


def _read_blocks(read: Callable[[int], bytes], rate_hz: int, channels: int) -> Iterator[Waveform]:
    resampler = None if rate_hz == SAMPLE_RATE_HZ else Resampler(rate_hz)
    while data := read(round(_BLOCK_S * rate_hz)):
        whole = len(data) // (2 * channels) * channels
        samples = np.frombuffer(data, "<i2", whole).astype(np.float32)
        if channels > 1:
            # (frames, channels) → (frames,)
            samples = samples.reshape(-1, channels).mean(axis=1)
        samples *= _SCALE
        yield resampler(samples) if resampler else samples
