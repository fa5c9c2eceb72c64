import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kws.audio.features import Examples
from kws.learning.calibrate import calibrate, divide_logits, find_temperature
from kws.learning.networks import build_network
from kws.model.probabilities import softmax

RNG = np.random.default_rng(0)
# Logits whose softmax is calibrated: the labels are drawn from it.
CALIBRATED = RNG.normal(0, 2, (4000, 2)).astype(np.float32)
LABELS = (RNG.random(4000) < softmax(CALIBRATED)[:, 1]).astype(np.int32)


@given(st.floats(0.05, 20))
def test_logits_too_large_or_small_by_a_factor_are_corrected(factor):
    assert find_temperature(CALIBRATED * np.float32(factor), LABELS, rejects=False) == pytest.approx(factor, rel=0.1)


@pytest.mark.parametrize("rejects", [False, True])
def test_no_other_temperature_has_less_cross_entropy(rejects):
    logits = 7 * CALIBRATED + 3

    def cross_entropy(temperature):
        probabilities = softmax(logits / np.float32(temperature), rejects=rejects)
        return -np.log(probabilities[np.arange(len(LABELS)), LABELS]).mean()

    best = find_temperature(logits, LABELS, rejects)
    assert cross_entropy(best) < min(cross_entropy(best * 0.98), cross_entropy(best * 1.02))


def test_without_errors_the_temperature_stays_finite():
    logits = np.array([[4.0, -4.0], [-3.0, 3.0]], np.float32)
    assert 0 < find_temperature(logits, np.array([0, 1], np.int32), rejects=False) < 1


def test_dividing_the_logits_changes_nothing_else():
    model = build_network("temporal", 0.25, (50, 20), 2)
    features = RNG.standard_normal((4, 50, 20)).astype(np.float32)
    before = model.predict(features, verbose=0)
    divide_logits(model, 4.0)
    np.testing.assert_allclose(model.predict(features, verbose=0), before / 4, rtol=1e-4, atol=1e-6)


def test_a_calibrated_network_needs_no_other_temperature():
    model = build_network("temporal", 0.25, (50, 20), 2)
    features = RNG.standard_normal((400, 50, 20)).astype(np.float32)
    answers = model.predict(features, verbose=0).argmax(axis=1).astype(np.int32)
    # Every fifth label differs from the network's answer.
    labels = np.where(np.arange(400) % 5 == 0, 1 - answers, answers)
    calibrate(model, Examples(features, labels, np.array([""] * 400)), rejects=False)
    assert find_temperature(model.predict(features, verbose=0), labels, rejects=False) == pytest.approx(1, rel=1e-3)
