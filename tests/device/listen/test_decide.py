"""The decision which words are acted on."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kws.device.listen.decide import Decider, detect_words, slide_window
from kws.device.listen.settings import BACKGROUND, ListenSettings
from kws.model.manifest import read_manifest
from kws.model.spotter import Spotter

LISTENING = ListenSettings(hop_ms=100, smoothing_ms=300, refractory_ms=1000)
LABELS = ("go", BACKGROUND, "stop", "left")
GO, NOTHING, STOP = np.eye(4, dtype=np.float32)[:3]


@pytest.fixture(scope="module")
def manifest(tflite_folder):
    return replace(read_manifest(tflite_folder), labels=LABELS, action_threshold=0.9)


def acted(manifest, *answers):
    """The actions, by the index of the answer."""
    decider = Decider(manifest, LISTENING)
    found = [decider(1 + place / 10, answer) for place, answer in enumerate(answers)]
    return {place: action.label for place, action in enumerate(found) if action}


def test_a_word_acts_when_the_mean_of_its_answers_reaches_the_threshold(manifest):
    assert acted(manifest, NOTHING, NOTHING, NOTHING, GO, GO, GO) == {5: "go"}


def test_a_single_answer_is_not_enough(manifest):
    assert acted(manifest, NOTHING, NOTHING, GO, NOTHING, NOTHING, STOP, STOP, NOTHING) == {}


def test_nothing_acts_before_there_are_answers_to_average(manifest):
    assert acted(manifest, GO, GO) == {}


def test_alternating_words_do_not_add_up(manifest):
    assert acted(manifest, GO, STOP, GO, STOP, GO, STOP) == {}


def test_background_is_never_acted_on(manifest):
    assert acted(manifest, *[NOTHING] * 30) == {}


def test_a_word_acts_once_and_again_only_after_the_refractory_time(manifest):
    assert acted(manifest, *[GO] * 14) == {2: "go", 12: "go"}


def test_another_word_within_the_refractory_time_does_not_act(manifest):
    assert acted(manifest, GO, GO, GO, STOP, STOP, STOP, STOP) == {2: "go"}


def test_the_threshold_is_that_of_the_model(manifest):
    answer = np.array([0.85, 0.05, 0.05, 0.05], np.float32)
    assert acted(manifest, *[answer] * 3) == {}
    assert acted(replace(manifest, action_threshold=0.85), *[answer] * 3) == {2: "go"}


def test_an_action_has_its_time_and_the_mean_probability(manifest):
    decider = Decider(replace(manifest, action_threshold=0.9), LISTENING)
    answers = [np.array([p, 1 - p, 0, 0], np.float32) for p in (0.9, 0.94, 0.98)]
    (action,) = filter(None, (decider(7 + place / 10, answer) for place, answer in enumerate(answers)))
    assert (action.time_s, action.label) == (7.2, "go")
    assert action.probability == pytest.approx(0.94)


@given(st.lists(st.integers(0, 9_000), max_size=12))
def test_the_window_is_the_last_second_whatever_the_blocks(lengths):
    sound = np.arange(40_000, dtype=np.float32)
    blocks = np.split(sound, np.minimum(np.cumsum(lengths), len(sound)).astype(int))
    heard = [(time_s, window.copy()) for time_s, window in slide_window(blocks, LISTENING.hop_samples)]
    assert [time_s for time_s, _ in heard] == [1 + place / 10 for place in range(16)]
    for time_s, window in heard:
        end = round(16_000 * time_s)
        np.testing.assert_array_equal(window, sound[end - 16_000 : end])


def test_a_stream_shorter_than_a_second_has_no_answer():
    assert list(slide_window([np.zeros(15_999, np.float32)], LISTENING.hop_samples)) == []


def test_the_answers_are_those_of_the_spotter(tflite_folder):
    spotter = Spotter(tflite_folder)
    spotter.manifest = replace(spotter.manifest, action_threshold=0.0)
    sound = (0.1 * np.random.default_rng(1).standard_normal(16_000 + 2 * 1_600)).astype(np.float32)
    windows = [sound[start : start + 16_000] for start in (0, 1_600, 3_200)]
    mean = np.mean([spotter(window).probabilities for window in windows], axis=0)
    (action,) = detect_words([sound], spotter, LISTENING)
    assert action.label == spotter.manifest.labels[int(mean.argmax())]
    assert action.probability == pytest.approx(float(mean.max()))
