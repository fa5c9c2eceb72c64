"""The front end, compared with numbers computed by tf.signal, with librosa, with scipy and with the formula."""

from dataclasses import asdict, replace

import librosa
import numpy as np
import pytest
import scipy.fft
import scipy.signal
from golden.make_front_end import FRAME_STRIDE, GOLDEN, SPECS, waveforms
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import librosa_front_end
from kws.audio.clips import Waveform
from kws.audio.front_end import FrontEnd, dct_matrix, hann_window, hertz_to_mel, mel_matrix
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ, FrontEndSpec
from kws.core.errors import FrontEndError, ParamsError
from kws.core.params import parse

SOUNDS = waveforms()
SEED = SPECS["seed"]

TOLERANCE = 1e-4


@st.composite
def specs(draw: st.DrawFn) -> FrontEndSpec:
    """Any front end that params.yaml may name and whose mel filters each hold a bin."""
    num_mel_bins = draw(st.integers(1, 40))
    mel_min_hz = draw(st.floats(0, 7000))
    folds = draw(st.sampled_from([1, 2, 4]))
    section = {
        "features": draw(st.sampled_from(["mfcc", "log_mel"])),
        "frame_length_ms": draw(st.floats(1, 250) if folds == 1 else st.sampled_from([8.0, 16.0, 32.0, 64.0, 128.0])),
        "frame_step_ms": draw(st.floats(2, 250)),
        "frame_folds": folds,
        "num_mel_bins": num_mel_bins,
        "mel_min_hz": mel_min_hz,
        "mel_max_hz": draw(st.floats(mel_min_hz + 500, 8000)),
        "num_mfcc": draw(st.integers(1, num_mel_bins)),
    }
    spec = parse(FrontEndSpec, section, "drawn")
    try:
        mel_matrix(spec)
    except FrontEndError:
        return replace(spec, frame_length_ms=128.0, num_mel_bins=1, num_mfcc=1)
    return spec


def noise(*shape: int, seed: int = 0) -> Waveform:
    return np.float32(0.1) * np.random.default_rng(seed).standard_normal((*shape, CLIP_SAMPLES), np.float32)


def by_formula(spec: FrontEndSpec, waveform: Waveform) -> np.ndarray:
    """Features computed frame by frame in float64, with scipy's window and transforms."""
    window = scipy.signal.get_window("hann", spec.frame_length)
    starts = np.arange(spec.num_frames) * spec.frame_step
    frames = np.stack([waveform[start : start + spec.frame_length] for start in starts]).astype(np.float64)
    magnitude = np.abs(scipy.fft.rfft(frames * window, spec.fft_length * spec.frame_folds))[:, :: spec.frame_folds]
    log_mel = np.log(magnitude @ triangles(spec) + 1e-6)
    if spec.features == "log_mel":
        return log_mel
    return scipy.fft.dct(log_mel)[:, : spec.num_mfcc] / np.sqrt(2 * spec.num_mel_bins)


def triangles(spec: FrontEndSpec) -> np.ndarray:
    """HTK's filters, interpolated between their corners."""
    mel = librosa.hz_to_mel(np.arange(spec.fft_length // 2 + 1) * SAMPLE_RATE_HZ / spec.fft_length, htk=True)
    low, high = librosa.hz_to_mel([spec.mel_min_hz, spec.mel_max_hz], htk=True)
    corners = np.linspace(low, high, spec.num_mel_bins + 2)
    filters = [np.interp(mel, corners[i : i + 3], [0, 1, 0]) for i in range(spec.num_mel_bins)]
    matrix = np.stack(filters, axis=1)
    matrix[0] = 0
    return matrix


@pytest.mark.parametrize("sound", SOUNDS)
@pytest.mark.parametrize("name", SPECS)
def test_features_equal_those_of_tf_signal(name: str, sound: str) -> None:
    with np.load(GOLDEN) as golden:
        expected = golden[f"{name} {sound}"]

    np.testing.assert_allclose(FrontEnd(SPECS[name])(SOUNDS[sound])[::FRAME_STRIDE], expected, rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("name", SPECS)
def test_the_mel_matrix_equals_that_of_tf_signal(name: str) -> None:
    with np.load(GOLDEN) as golden:
        expected = golden[f"{name} mel"]

    np.testing.assert_allclose(mel_matrix(SPECS[name]), expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("sound", SOUNDS)
@pytest.mark.parametrize("name", SPECS)
def test_features_equal_those_of_librosa(name: str, sound: str) -> None:
    expected = librosa_front_end.front_end(SPECS[name])(SOUNDS[sound])

    np.testing.assert_allclose(FrontEnd(SPECS[name])(SOUNDS[sound]), expected, rtol=0, atol=TOLERANCE)


@settings(max_examples=60, deadline=None)
@given(spec=specs(), seed=st.integers(0, 99))
def test_features_of_any_front_end_follow_the_formula(spec: FrontEndSpec, seed: int) -> None:
    features = FrontEnd(spec)(noise(seed=seed))

    assert features.dtype == np.float32
    assert features.shape == (spec.num_frames, spec.num_features)
    np.testing.assert_allclose(features, by_formula(spec, noise(seed=seed)), rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("hertz", [50, 440, 1000, 3999])
def test_mel_energies_of_a_pure_tone_are_exact_to_float32_rounding_of_its_peak(hertz: float) -> None:
    tone = np.sin(2 * np.pi * hertz * np.arange(CLIP_SAMPLES) / SAMPLE_RATE_HZ).astype(np.float32)
    spec = SPECS["wide"]
    peak = spec.frame_length / 4

    energies = np.exp(FrontEnd(spec)(tone))

    np.testing.assert_allclose(energies, np.exp(by_formula(spec, tone)), rtol=0, atol=1e-6 * peak)


@settings(max_examples=20, deadline=None)
@given(spec=specs(), num=st.integers(0, 4))
def test_a_batch_equals_its_clips_one_by_one(spec: FrontEndSpec, num: int) -> None:
    front_end, batch = FrontEnd(spec), noise(num)

    features = front_end(batch)

    assert features.shape == (num, spec.num_frames, spec.num_features)
    for clip, expected in zip(batch, features, strict=True):
        np.testing.assert_array_equal(front_end(clip), expected)


def test_a_batch_may_have_any_number_of_axes_and_any_layout_in_memory() -> None:
    front_end, batch = FrontEnd(SEED), noise(2, 3)

    strided = np.asfortranarray(batch)
    every_other = np.repeat(batch, 2, axis=-1)[..., ::2]

    assert front_end(batch).shape == (2, 3, SEED.num_frames, SEED.num_features)
    np.testing.assert_array_equal(front_end(strided), front_end(batch))
    np.testing.assert_array_equal(front_end(every_other), front_end(batch))


def test_float64_samples_give_the_same_float32_features() -> None:
    front_end, clip = FrontEnd(SEED), noise()

    np.testing.assert_array_equal(front_end(clip.astype(np.float64)), front_end(clip))


def test_the_waveform_is_left_as_it_was() -> None:
    clip = noise()
    clip.setflags(write=False)

    FrontEnd(SEED)(clip)

    np.testing.assert_array_equal(clip, noise())


def test_features_stay_as_they_are_when_another_clip_comes() -> None:
    front_end = FrontEnd(SPECS["folded"])
    first = front_end(noise(seed=1))
    before = first.copy()

    front_end(noise(seed=2))

    np.testing.assert_array_equal(first, before)


@pytest.mark.parametrize("shape", [(15_999,), (16_001,), (2, 8000), (0,)])
def test_another_number_of_samples_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(FrontEndError, match=f"expected 16000 samples per clip, got {shape[-1]}"):
        FrontEnd(SEED)(np.zeros(shape, np.float32))


@pytest.mark.parametrize("changes", [{"num_mel_bins": 64}, {"mel_min_hz": 20.0, "mel_max_hz": 60.0}])
def test_filters_without_a_frequency_bin_are_refused_with_what_to_do(changes: dict[str, float]) -> None:
    spec = parse(FrontEndSpec, {**asdict(SEED), **changes}, "here")
    empty = int((triangles(spec).sum(axis=0) == 0).sum())

    with pytest.raises(FrontEndError, match=rf"got none in {empty} of {spec.num_mel_bins}: choose fewer num_mel_bins"):
        FrontEnd(spec)


def test_a_band_above_nyquist_never_reaches_the_front_end() -> None:
    with pytest.raises(ParamsError, match="mel_max_hz: expected at most 8000"):
        parse(FrontEndSpec, {**asdict(SEED), "mel_max_hz": 8001}, "here")


@pytest.mark.parametrize("length", [16, 127, 128, 400])
def test_the_window_is_scipys_periodic_hann(length: int) -> None:
    np.testing.assert_allclose(hann_window(length), scipy.signal.get_window("hann", length), rtol=0, atol=1e-7)


@given(st.floats(0, 8000))
def test_the_mel_scale_is_librosas_for_htk(hertz: float) -> None:
    np.testing.assert_allclose(hertz_to_mel(hertz), librosa.hz_to_mel(hertz, htk=True), rtol=2e-5, atol=1e-12)


@pytest.mark.parametrize("name", SPECS)
def test_a_mel_filter_covers_the_bins_of_librosas(name: str) -> None:
    spec = SPECS[name]
    ours = mel_matrix(spec).T

    # librosa's triangles are straight over hertz, ours over mel: the same corners, other weights between them.
    theirs = librosa.filters.mel(
        sr=SAMPLE_RATE_HZ,
        n_fft=spec.fft_length,
        n_mels=spec.num_mel_bins,
        fmin=spec.mel_min_hz,
        fmax=spec.mel_max_hz,
        htk=True,
        norm=None,
    )
    np.testing.assert_array_equal((ours > 1e-4)[:, 1:], (theirs > 1e-4)[:, 1:])
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=0.1)


@given(num_mel_bins=st.integers(1, 128), data=st.data())
def test_the_cosine_transform_is_scipys_without_its_orthonormal_first_row(
    num_mel_bins: int, data: st.DataObject
) -> None:
    num_mfcc = data.draw(st.integers(1, num_mel_bins))

    expected = scipy.fft.dct(np.eye(num_mel_bins), norm="ortho")[:, :num_mfcc]
    expected[:, 0] *= np.sqrt(2)

    np.testing.assert_allclose(dct_matrix(num_mel_bins, num_mfcc), expected, rtol=0, atol=1e-6)
