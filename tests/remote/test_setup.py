"""Obstacles to setting up a device."""

from dataclasses import replace

import pytest

from kws.remote.setup import Probe, check_host, check_space

PI = Probe("/home/me", "aarch64", 64, (3, 11, 2), "2.36", 20 * 10**9, 4 * 10**9, 1_000_000.0, True, ())


@pytest.mark.parametrize(
    "change", [{}, {"python": (3, 10, 12)}, {"python": (3, 14, 0)}, {"machine": "x86_64"}, {"time_s": 1_000_100.0}]
)
def test_a_64_bit_system_with_a_supported_python_will_do(change):
    assert list(check_host(replace(PI, **change), now_s=1_000_000)) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"machine": "armv7l", "bits": 32}, "a 32-bit system on armv7l"),
        # The 32-bit Raspberry Pi OS boots a 64-bit kernel on a Raspberry Pi 4.
        ({"bits": 32}, "a 32-bit system on aarch64"),
        ({"python": (3, 9, 2)}, r"Python 3.9.2, the packages need 3.10 to 3.14"),
        ({"python": (3, 15, 0)}, r"Python 3.15.0, the packages need 3.10 to 3.14"),
        ({"time_s": 0.0}, "a clock that is -1000000 s off"),
    ],
)
def test_what_keeps_the_agent_from_running_is_said(change, reason):
    (found,) = check_host(replace(PI, **change), now_s=1_000_000)
    assert found.startswith(reason)


def test_room_is_asked_for_with_the_figures():
    assert list(check_space(PI)) == []
    small = replace(PI, free_bytes=90 * 10**6, memory_bytes=256 * 10**6)
    disk, memory = check_space(small)
    assert disk == "90 MB free in /home/me, the packages need 500 MB"
    assert memory == "256 MB of memory, the agent needs 300 MB"
