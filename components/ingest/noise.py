"""Coloured noise: its power falls with frequency to a power."""

import numpy as np
import numpy.typing as npt

from components.kws.front_end_spec import SAMPLE_RATE_HZ

# Power ∝ 1 / frequency^exponent.
COLOURS = {"white": 0.0, "pink": 1.0, "brown": 2.0}

_LOWEST_HZ = 20.0  # below, brown noise would be all drift that no one hears


def coloured_noise(exponent: float, length: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Noise of root mean square 1, float64 (length,).

    Source: Timmer & König 1995, "On generating power law noise", with the amplitudes of white noise.
    """
    spectrum = np.fft.rfft(rng.standard_normal(length))
    frequencies = np.fft.rfftfreq(length, 1 / SAMPLE_RATE_HZ)
    noise = np.fft.irfft(spectrum * np.maximum(frequencies, _LOWEST_HZ) ** (-exponent / 2), length)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)))
