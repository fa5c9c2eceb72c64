"""The identity of the device, and its health: what could spoil a measurement."""

import json
import os
import platform
import resource
import subprocess
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

DEVICE_TREE_MODEL = Path("/proc/device-tree/model")
CPUFREQ = "/sys/devices/system/cpu/cpu{core}/cpufreq/{file}"
TEMPERATURE = Path("/sys/class/thermal/thermal_zone0/temp")

# Bits of `vcgencmd get_throttled` for the current state; those since boot are 16 places higher.
# Source: the Raspberry Pi documentation, config.txt and vcgencmd.
THROTTLED = {0: "under-voltage", 1: "frequency capped", 2: "throttled", 3: "soft temperature limit"}
_SINCE_BOOT = 16


def pin_to_one_core() -> None:
    """Pin this process to the last core that it may use: the first one handles the interrupts."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def read_identity() -> dict[str, Any]:
    """Read the board or processor, system, kernel and versions; null for what is missing."""
    board = _read_text(DEVICE_TREE_MODEL)
    return {
        "model": board or _read_cpu_name(),
        "board": board,
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "os": _read_os_name(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "numpy": _find_version("numpy"),
        "ai_edge_litert": _find_version("ai-edge-litert"),
    }


def read_health() -> dict[str, Any]:
    """Read governor, frequency in MHz, temperature in °C, throttling and load; null for what is unknown."""
    core = max(os.sched_getaffinity(0))
    frequency_khz = _read_text(Path(CPUFREQ.format(core=core, file="scaling_cur_freq")))
    temperature = _read_text(TEMPERATURE)
    return {
        "governor": _read_text(Path(CPUFREQ.format(core=core, file="scaling_governor"))),
        "frequency_mhz": int(frequency_khz) / 1000 if frequency_khz else None,
        "temperature_c": int(temperature) / 1000 if temperature else None,
        "throttled": parse_throttled(_ask_firmware()),
        "load_1min": os.getloadavg()[0],
    }


def parse_throttled(answer: str | None) -> dict[str, list[str]] | None:
    """Parse the firmware's `throttled=0x…`: the limits on the processor now and since boot; null without an answer."""
    try:
        bits = int((answer or "").partition("=")[2], 16)
    except ValueError:
        return None
    return {
        "now": [name for place, name in THROTTLED.items() if bits >> place & 1],
        "since_boot": [name for place, name in THROTTLED.items() if bits >> place + _SINCE_BOOT & 1],
    }


class CpuWatch:
    """The load on the machine from other processes, since the creation of this object."""

    def __init__(self) -> None:
        self._before = _read_cpu_seconds()

    def other_cpu_share(self) -> float:
        """The share of all cores' time used by other processes so far, in [0, 1]."""
        now = _read_cpu_seconds()
        total, busy, own = (after - before for after, before in zip(now, self._before, strict=True))
        # The kernel counts in ticks of 10 ms, so that over a short time the difference may be negative.
        return min(max((busy - own) / total, 0.0), 1.0) if total > 0 else 0.0


def age_ns() -> int:
    """The time since this process was started, to the kernel's tick of 10 ms."""
    # Past the name in parentheses, which may hold spaces, `starttime` is the 20th field: proc(5).
    started_ticks = int(Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19])
    started_s = started_ticks / os.sysconf("SC_CLK_TCK")
    return round((time.clock_gettime(time.CLOCK_BOOTTIME) - started_s) * 1e9)


def peak_memory_bytes() -> int:
    """The peak memory of this process, which the kernel counts in KiB."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _read_cpu_seconds() -> tuple[float, float, float]:
    """Read, since boot, the total and the busy seconds of all cores, and the seconds of this process."""
    first_line = Path("/proc/stat").read_text(encoding="utf-8").partition("\n")[0]
    # user nice system idle iowait irq softirq steal; the fields after these are already counted in user.
    ticks = [int(word) for word in first_line.split()[1:9]]
    total = sum(ticks) / os.sysconf("SC_CLK_TCK")
    idle = (ticks[3] + ticks[4]) / os.sysconf("SC_CLK_TCK")
    return total, total - idle, time.process_time()


def _ask_firmware() -> str | None:
    try:
        done = subprocess.run(["vcgencmd", "get_throttled"], capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip()


def _read_os_name() -> str | None:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME")
    except OSError:
        return None


def _find_version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _read_cpu_name() -> str:
    """Read the kernel's name: `model name` of an x86 processor, or `Model` of the board of an Arm one."""
    lines = [line.partition(":") for line in (_read_text(Path("/proc/cpuinfo")) or "").splitlines()]
    names = [value.strip() for name, _, value in lines if name.strip() in ("model name", "Model")]
    return names[0] if names else platform.processor() or "unknown"


def _read_text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip("\0\n ")
    except OSError:
        return None


if __name__ == "__main__":
    print(json.dumps({"device": read_identity(), "health": read_health()}))
