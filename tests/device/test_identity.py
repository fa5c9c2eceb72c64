import os
import subprocess
import sys
import time

import pytest

from kws.device.identity import CpuWatch, age_ns, parse_throttled, read_health, read_identity


@pytest.mark.parametrize(
    ("answer", "now", "since_boot"),
    [
        ("throttled=0x0", [], []),
        ("throttled=0x50000", [], ["under-voltage", "throttled"]),
        ("throttled=0x50005", ["under-voltage", "throttled"], ["under-voltage", "throttled"]),
        ("throttled=0x80002", ["frequency capped"], ["soft temperature limit"]),
    ],
)
def test_the_firmwares_bits_are_named(answer, now, since_boot):
    assert parse_throttled(answer) == {"now": now, "since_boot": since_boot}


@pytest.mark.parametrize("answer", [None, "", "VCHI initialization failed", "throttled=high"])
def test_without_an_answer_of_the_firmware_throttling_is_unknown(answer):
    assert parse_throttled(answer) is None


def test_the_firmware_is_asked_by_vcgencmd(tmp_path, monkeypatch):
    (tmp_path / "vcgencmd").write_text('#!/bin/sh\n[ "$1" = get_throttled ] && echo throttled=0x10001\n')
    (tmp_path / "vcgencmd").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert read_health()["throttled"] == {"now": ["under-voltage"], "since_boot": ["under-voltage"]}


def test_another_busy_process_is_counted():
    watch = CpuWatch()
    neighbours = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count())]
    try:
        time.sleep(0.5)
        share = watch.other_cpu_share()
    finally:
        for neighbour in neighbours:
            neighbour.kill()
            neighbour.wait()
    assert 0.3 < share <= 1


def test_the_age_of_a_process_is_the_time_since_its_start():
    program = "import time; time.sleep(0.3); from kws.device.identity import age_ns; print(age_ns())"
    begin = time.monotonic_ns()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 0.3e9 <= int(done.stdout) <= time.monotonic_ns() - begin + 20e6
    assert age_ns() > 0.3e9


def test_the_runtimes_are_named():
    found = read_identity()
    assert found["python"] == ".".join(map(str, sys.version_info[:3]))
    assert found["numpy"]
    assert found["ai_edge_litert"]
