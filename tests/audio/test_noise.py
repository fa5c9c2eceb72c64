"""Noise: the part of a recording that belongs to a split, and the colour of generated noise."""

import shutil

import numpy as np
import pytest
import scipy.signal
from support.project import params_flag

from components.preprocess.__main__ import main
from kws.audio.clips import CLIP_SAMPLES, encode_wav, read_wav
from kws.audio.features import NO_WORD, background_split, read_examples
from kws.audio.noise import (
    COLOURS,
    PARTS,
    draw_noise,
    generate_coloured_noise,
    generate_noise,
    read_recordings,
    slice_windows,
)
from kws.core.errors import ClipError


def test_the_splits_parts_of_a_recording_are_the_whole_of_it_and_share_no_sample(clips_folder):
    parts = [read_recordings(clips_folder, split)[0].samples for split in PARTS]
    whole = read_wav(clips_folder / "_background_noise_" / "white.wav")
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_a_recording_too_short_for_three_parts_is_refused_with_the_length_it_needs(tmp_path):
    (tmp_path / "_background_noise_").mkdir()
    (tmp_path / "_background_noise_" / "short.wav").write_bytes(encode_wav(np.zeros(4 * CLIP_SAMPLES)))
    with pytest.raises(ClipError, match=r"expected at least 80000 samples of noise, got 64000: .*short\.wav"):
        read_recordings(tmp_path, "validation")


def test_windows_are_a_second_long_and_a_step_apart():
    samples = np.arange(3 * CLIP_SAMPLES, dtype=np.float32)
    found = slice_windows(samples, 0.5)
    assert found.shape == (5, CLIP_SAMPLES)
    assert found[:, 0].tolist() == [0, 8000, 16000, 24000, 32000]


def test_a_clip_of_noise_is_of_the_splits_part_or_made(clips_folder):
    rng = np.random.default_rng(0)
    (recording,) = read_recordings(clips_folder, "test")
    known = set(recording.samples.tolist())
    heard = [set(draw_noise(clips_folder, "test", rng=rng).tolist()) <= known for _ in range(30)]
    assert 0 < sum(heard) < 30


@pytest.mark.parametrize("seed", range(3))
def test_made_noise_falls_along_a_straight_line_of_decibels_an_octave(seed):
    power = np.abs(np.fft.rfft(generate_noise(rng=np.random.default_rng(seed)))) ** 2
    octaves = np.array([power[2**k : 2 ** (k + 1)].mean() for k in range(4, 12)])
    slopes = np.diff(10 * np.log10(octaves))
    assert slopes.std() < 2
    assert -6.6 < slopes.mean() < 2.1


def test_the_training_split_learns_from_background_and_the_others_hold_some_it_never_heard(clips_folder, tmp_path):
    shares = {"copies": 1, "background_share": 0.5, "max_speed_percent": 0, "max_shift_ms": 0, "max_gain_db": 0}
    augmentation = {**shares, "min_snr_db": 0, "max_snr_db": 20, "seed": 3}
    params = params_flag("preprocess", augmentation=augmentation)
    main([*params, "--clips", str(clips_folder), "--features", str(tmp_path / "features")])
    training = read_examples(tmp_path / "features", "training")
    assert (training.labels == NO_WORD).sum() == len(training) / 3
    assert training.rejects
    assert not read_examples(tmp_path / "features", "test").rejects
    for split in ("validation", "test"):
        held_out = read_examples(tmp_path / "features", background_split(split))
        assert set(held_out.labels.tolist()) == {NO_WORD}
        assert set(held_out.clip_ids.tolist()) == {"_background_noise_/white.wav", "made", "silence"}


def test_without_recordings_the_background_is_made(clips_folder, tmp_path):
    shutil.copytree(clips_folder, tmp_path / "clips")
    shutil.rmtree(tmp_path / "clips" / "_background_noise_")
    main([*params_flag("preprocess"), "--clips", str(tmp_path / "clips"), "--features", str(tmp_path / "features")])
    held_out = read_examples(tmp_path / "features", background_split("test"))
    assert set(held_out.clip_ids.tolist()) == {"made", "silence"}


@pytest.mark.parametrize("colour", COLOURS)
def test_the_power_falls_with_frequency_as_the_colour_says(colour: str) -> None:
    noise = generate_coloured_noise(COLOURS[colour], 30 * 16_000, rng=np.random.default_rng(1))

    frequencies, power = scipy.signal.welch(noise, 16_000, nperseg=1024)
    band = (frequencies > 100) & (frequencies < 6000)
    slope = np.polyfit(np.log(frequencies[band]), np.log(power[band]), 1)[0]

    assert slope == pytest.approx(-COLOURS[colour], abs=0.1)


@pytest.mark.parametrize("exponent", [0.0, 0.7, 2.0])
def test_the_noise_has_unit_power_and_no_offset(exponent: float) -> None:
    noise = generate_coloured_noise(exponent, 16_000, rng=np.random.default_rng(2))

    assert np.mean(noise**2) == pytest.approx(1)
    assert abs(noise.mean()) < 0.3
