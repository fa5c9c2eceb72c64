"""Reasons not to measure on a device."""

from dataclasses import replace

import pytest
from support.project import default_section

from components.validate import ValidateParams
from kws.core.errors import ParamsError
from kws.core.params import parse
from kws.model.reports.measurement import Health, Throttling
from kws.remote.events import Window
from kws.remote.health import check_board, check_health, compute_spread

HEALTHY = Health("performance", 1800.0, 48.0, Throttling((), ()), 0.1)


def test_a_cool_device_on_full_speed_is_fit_to_measure():
    assert list(check_health(HEALTHY, allow_governor=False)) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"throttled": Throttling(("under-voltage",), ())}, "under-voltage now"),
        ({"throttled": Throttling((), ("throttled",))}, "throttled since boot: fix the cause and reboot"),
        ({"throttled": None}, "unknown whether it is throttled"),
        ({"governor": "ondemand"}, "governor ondemand, expected performance"),
        ({"governor": None}, "governor unknown, expected performance"),
    ],
)
def test_what_spoils_a_measurement_is_said(change, reason):
    (found,) = check_health(replace(HEALTHY, **change), allow_governor=False)
    assert found.startswith(reason)


@pytest.mark.parametrize("governor", ["ondemand", None])
def test_another_governor_may_be_allowed(governor):
    assert list(check_health(replace(HEALTHY, governor=governor), allow_governor=True)) == []


def test_spread_is_of_the_windows_medians():
    windows = [Window(1, 1, 1, 1, total_ns) for total_ns in (90, 100, 100, 100, 130)]
    assert compute_spread(windows) == 0.4


def test_a_window_longer_than_the_silence_that_is_borne_is_refused():
    with pytest.raises(ParamsError, match=r"window_s: expected less than timeout_s 2, got 3"):
        parse(ValidateParams, default_section("validate", window_s=3, timeout_s=2), "test")


@pytest.mark.parametrize(
    ("device", "message"),
    [
        ({"targets": ["pi"]}, "targets: expected none of kind local, got pi"),
        ({"kind": "emulated", "targets": ["pi"]}, "targets: expected none of kind emulated, got pi"),
        ({"kind": "raspberry-pi", "targets": ["pi", "pi"]}, "targets: expected each once, got pi, pi"),
    ],
)
def test_targets_that_make_no_sense_are_refused(device, message):
    section = default_section("validate")
    section["device"] = section["device"] | device
    with pytest.raises(ParamsError, match=message):
        parse(ValidateParams, section, "test")


def test_a_machine_that_is_no_raspberry_pi_does_not_pass_for_one():
    assert list(check_board("Raspberry Pi 4 Model B Rev 1.4", "Cortex-A72")) == []
    assert list(check_board(None, "AMD EPYC")) == ["not a Raspberry Pi: AMD EPYC"]
