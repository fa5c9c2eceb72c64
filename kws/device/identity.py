"""What the device says of itself: its identity, and what could spoil a measurement."""

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

# Bits of `vcgencmd get_throttled`: now at these places, since boot 16 above.
# Source: the Raspberry Pi documentation, config.txt and vcgencmd.
THROTTLED = {0: "under-voltage", 1: "frequency capped", 2: "throttled", 3: "soft temperature limit"}
_SINCE_BOOT = 16


def pin_to_one_core() -> None:
    """Keep this process on the last core it may use: the first one takes the interrupts."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def identity() -> dict[str, Any]:
    """Board or processor, system, kernel and runtimes; null where there is none."""
    board = _text(DEVICE_TREE_MODEL)
    return {
        "model": board or _cpu_name(),
        "board": board,
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "os": _os_name(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "numpy": _version("numpy"),
        "ai_edge_litert": _version("ai-edge-litert"),
    }


def health() -> dict[str, Any]:
    """Governor, frequency in MHz, temperature in °C, throttling and load; null where the device does not tell."""
    core = max(os.sched_getaffinity(0))
    frequency_khz = _text(Path(CPUFREQ.format(core=core, file="scaling_cur_freq")))
    temperature = _text(TEMPERATURE)
    return {
        "governor": _text(Path(CPUFREQ.format(core=core, file="scaling_governor"))),
        "frequency_mhz": int(frequency_khz) / 1000 if frequency_khz else None,
        "temperature_c": int(temperature) / 1000 if temperature else None,
        "throttled": throttled(_firmware_answer()),
        "load_1min": os.getloadavg()[0],
    }


def throttled(answer: str | None) -> dict[str, list[str]] | None:
    """What holds the processor back, now and since boot, from the firmware's `throttled=0x…`; null without one."""
    try:
        bits = int((answer or "").partition("=")[2], 16)
    except ValueError:
        return None
    return {
        "now": [name for place, name in THROTTLED.items() if bits >> place & 1],
        "since_boot": [name for place, name in THROTTLED.items() if bits >> place + _SINCE_BOOT & 1],
    }


class CpuWatch:
    """How busy the machine is with anything but this process, from now on."""

    def __init__(self) -> None:
        self._before = _cpu_seconds()

    def other_cpu_share(self) -> float:
        """Other processes' share of all cores' time so far, in [0, 1]."""
        now = _cpu_seconds()
        total, busy, own = (after - before for after, before in zip(now, self._before, strict=True))
        # The kernel counts in ticks of 10 ms, so that a short time may come out below nothing.
        return min(max((busy - own) / total, 0.0), 1.0) if total > 0 else 0.0


def age_ns() -> int:
    """Since this process was started, to the kernel's tick of 10 ms."""
    # Past the name in parentheses, which may hold spaces, `starttime` is the 20th field: proc(5).
    started_ticks = int(Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19])
    started_s = started_ticks / os.sysconf("SC_CLK_TCK")
    return round((time.clock_gettime(time.CLOCK_BOOTTIME) - started_s) * 1e9)


def peak_memory_bytes() -> int:
    """The most memory that this process has held, as the kernel counts it in KiB."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _cpu_seconds() -> tuple[float, float, float]:
    """Of all cores since boot: all time, time not idle; and this process's own."""
    first_line = Path("/proc/stat").read_text(encoding="utf-8").partition("\n")[0]
    # user nice system idle iowait irq softirq steal; what follows is counted in user already.
    ticks = [int(word) for word in first_line.split()[1:9]]
    total = sum(ticks) / os.sysconf("SC_CLK_TCK")
    idle = (ticks[3] + ticks[4]) / os.sysconf("SC_CLK_TCK")
    return total, total - idle, time.process_time()


def _firmware_answer() -> str | None:
    try:
        done = subprocess.run(["vcgencmd", "get_throttled"], capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip()


def _os_name() -> str | None:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME")
    except OSError:
        return None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _cpu_name() -> str:
    """As the kernel has it: `model name` of an x86 processor, `Model` of the board around an Arm one."""
    lines = [line.partition(":") for line in (_text(Path("/proc/cpuinfo")) or "").splitlines()]
    names = [value.strip() for name, _, value in lines if name.strip() in ("model name", "Model")]
    return names[0] if names else platform.processor() or "unknown"


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip("\0\n ")
    except OSError:
        return None


if __name__ == "__main__":
    print(json.dumps({"device": identity(), "health": health()}))
