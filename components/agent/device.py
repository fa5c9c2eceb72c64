"""What the device says of itself: its identity, and what could spoil a measurement."""

import os
import platform
import resource
from importlib.metadata import version
from pathlib import Path
from typing import Any

DEVICE_TREE_MODEL = Path("/proc/device-tree/model")
GOVERNOR = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
TEMPERATURE = Path("/sys/class/thermal/thermal_zone0/temp")


def identity() -> dict[str, Any]:
    """Board or processor, kernel and runtimes."""
    return {
        "model": (_text(DEVICE_TREE_MODEL) or _cpu_name()).strip("\0"),
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "ai_edge_litert": version("ai-edge-litert"),
    }


def health() -> dict[str, Any]:
    """Governor, temperature in °C and load, null where the device does not tell."""
    temperature = _text(TEMPERATURE)
    return {
        "governor": _text(GOVERNOR),
        "temperature_c": int(temperature) / 1000 if temperature else None,
        "load_1min": os.getloadavg()[0],
    }


def peak_memory_bytes() -> int:
    """The most memory that this process has held, as the kernel counts it in KiB."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _cpu_name() -> str:
    names = [
        line.partition(":")[2] for line in (_text(Path("/proc/cpuinfo")) or "").splitlines() if "model name" in line
    ]
    return names[0].strip() if names else platform.processor() or "unknown"


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None
