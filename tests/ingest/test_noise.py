"""The colour of noise, against the power spectrum that defines it."""

import numpy as np
import pytest
import scipy.signal

from components.ingest.noise import COLOURS, coloured_noise


@pytest.mark.parametrize("colour", COLOURS)
def test_the_power_falls_with_frequency_as_the_colour_says(colour: str) -> None:
    noise = coloured_noise(COLOURS[colour], 30 * 16_000, np.random.default_rng(1))

    frequencies, power = scipy.signal.welch(noise, 16_000, nperseg=1024)
    band = (frequencies > 100) & (frequencies < 6000)
    slope = np.polyfit(np.log(frequencies[band]), np.log(power[band]), 1)[0]

    assert slope == pytest.approx(-COLOURS[colour], abs=0.1)


@pytest.mark.parametrize("exponent", [0.0, 0.7, 2.0])
def test_the_noise_has_unit_power_and_no_offset(exponent: float) -> None:
    noise = coloured_noise(exponent, 16_000, np.random.default_rng(2))

    assert np.mean(noise**2) == pytest.approx(1)
    assert abs(noise.mean()) < 0.3
