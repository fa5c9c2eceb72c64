"""Speech by espeak-ng, called in this process. espeak-ng is GPL-3.0; it comes in the wheel espeakng-loader."""

import ctypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import espeakng_loader
import numpy as np
import numpy.typing as npt

from kws.core.errors import SourceError

RATE_HZ = 22_050

_C_LIBRARY = ctypes.CDLL(None)

# Names and values of espeak-ng's speak_lib.h.
_AUDIO_OUTPUT_SYNCHRONOUS = 2
_INITIALIZE_DONT_EXIT = 0x8000
_PARAMETER_RATE, _PARAMETER_PITCH = 1, 3
_CHARS_UTF8 = 1
_SYNTH_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def list_variants() -> list[str]:
    """List the variants that espeak-ng has of a voice, in alphabetical order."""
    return sorted(path.name for path in (Path(espeakng_loader.get_data_path()) / "voices" / "!v").iterdir())


class Espeak:
    """An initialized espeak-ng library.

    Raises:
        SourceError: the voices cannot be read.
    """

    def __init__(self, library: ctypes.CDLL, data: Path) -> None:
        self._library, self._chunks = library, list[bytes]()
        # Kept alive here: the library holds only its address.
        self._callback = _SYNTH_CALLBACK(self._collect)
        rate_hz = library.espeak_Initialize(_AUDIO_OUTPUT_SYNCHRONOUS, 0, os.fsencode(data), _INITIALIZE_DONT_EXIT)
        if rate_hz != RATE_HZ:
            raise SourceError(f"expected espeak-ng at {RATE_HZ} Hz, got {rate_hz}: {espeakng_loader.get_data_path()}")
        library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, *, voice: str, words_per_minute: int, pitch: int, seed: int) -> npt.NDArray[np.int16]:
        """Speak a text.

        Args:
            text: the text.
            voice: accent and variant, such as `en-us+f3`.
            words_per_minute: 80 to 450.
            pitch: 0 to 99.
            seed: seed of the noise in breath and consonants.

        Returns:
            int16 (n,) at RATE_HZ.

        Raises:
            SourceError: the voice is unknown, or the text gives no sound.
        """
        self._chunks.clear()
        # Breath comes from espeak-ng's own generator, the noise of the Klatt voices from that of the C library.
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(seed))
        _C_LIBRARY.srand(seed)
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise SourceError(f"expected a voice of espeak-ng, got {voice!r}")
        self._library.espeak_SetParameter(_PARAMETER_RATE, words_per_minute, 0)
        self._library.espeak_SetParameter(_PARAMETER_PITCH, pitch, 0)
        utf8 = text.encode() + b"\0"
        self._library.espeak_Synth(utf8, ctypes.c_size_t(len(utf8)), 0, 1, 0, _CHARS_UTF8, None, None)
        speech = np.frombuffer(b"".join(self._chunks), np.int16)
        if not speech.any():
            raise SourceError(f"expected espeak-ng to speak {text!r}, got silence from {voice}")
        return speech

    def _collect(self, samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._chunks.append(ctypes.string_at(samples, 2 * count))
        return 0


@contextmanager
def load_espeak() -> Iterator[Espeak]:
    """Load a fresh espeak-ng, whose speech does not depend on earlier utterances.

    Filters and pitch flutter keep their state between utterances in variables that `espeak_Terminate` does not
    reset; only loading the library anew (2 ms) does.
    """
    with tempfile.TemporaryDirectory(prefix="espeak-") as folder:
        data = Path(folder) / "espeak-ng-data"
        # espeak-ng accepts paths of at most 159 bytes; that of an environment may be longer.
        data.symlink_to(espeakng_loader.get_data_path())
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        try:
            yield Espeak(library, data)
        finally:
            library.espeak_Terminate()
            _C_LIBRARY.dlclose(ctypes.c_void_p(library._handle))
