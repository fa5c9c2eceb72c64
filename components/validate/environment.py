"""The packages that a device runs: their lock, and the wheels that fit a device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

import components
from components.kws.errors import DeviceError
from components.kws.files import sha256_of

LOCK = Path(components.__path__[0]).parent / "requirements" / "device.txt"

# Those that the packages of the lock come for.
WHEEL_PLATFORMS = ("manylinux_2_27", "manylinux_2_28", "manylinux2014")


@dataclass(frozen=True)
class Lock:
    """A hash-pinned requirements file; its own hash names the environment that holds its packages."""

    path: Path

    @cached_property
    def sha256(self) -> str:
        """Of the file.

        Raises:
            DeviceError: there is none.
        """
        if not self.path.is_file():
            raise DeviceError(f"expected the lock of the device's packages, found none: {self.path}")
        return sha256_of(self.path)

    def packages(self) -> dict[str, frozenset[str]]:
        """By `name==version`, the SHA-256 of each of its files."""
        found: dict[str, frozenset[str]] = {}
        package = ""
        for line in self.path.read_text(encoding="utf-8").splitlines():
            if "==" in line and not line.startswith((" ", "#")):
                package = line.split()[0]
                found[package] = frozenset()
            hashes = [word.removeprefix("--hash=sha256:") for word in line.split() if word.startswith("--hash=sha256:")]
            if hashes:
                found[package] |= frozenset(hashes)
        return found


def fitting_wheels(lock: Lock, folder: Path, tags: Sequence[Tag], machine: str, python: str) -> list[Path]:
    """For each package of the lock, the wheel of a folder that fits a device and has a hash of the lock.

    Raises:
        DeviceError: naming the packages without one, and how to get them.
    """
    hashes = {sha256_of(path): path for path in sorted(folder.glob("*.whl")) if _fits(path, tags)}
    chosen = {package: _first(hashes, expected) for package, expected in lock.packages().items()}
    missing = [package for package, path in chosen.items() if path is None]
    if missing:
        platforms = " ".join(f"--platform {tag}_{machine}" for tag in WHEEL_PLATFORMS)
        download = (
            f"pip download --no-deps --only-binary :all: --require-hashes --python-version {python} "
            f"{platforms} -d {folder} -r {lock.path}"
        )
        raise DeviceError(f"expected wheels of the lock, found none of {', '.join(missing)}: {folder}; run {download}")
    return [path for path in chosen.values() if path]


def device_tags(python: tuple[int, ...], glibc: str, machine: str) -> list[Tag]:
    """The wheels that a device takes, from its Python, C library (`2.36`) and machine."""
    newest = int(glibc.partition(".")[2] or 0)
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, 16, -1)]
    platforms += [f"manylinux2014_{machine}", f"linux_{machine}"]
    interpreter = f"cp{python[0]}{python[1]}"
    return [*cpython_tags(python[:2], [interpreter], platforms), *compatible_tags(python[:2], interpreter, platforms)]


def _fits(path: Path, tags: Sequence[Tag]) -> bool:
    try:
        return not parse_wheel_filename(path.name)[3].isdisjoint(tags)
    except InvalidWheelFilename:
        return False


def _first(paths: Mapping[str, Path], hashes: frozenset[str]) -> Path | None:
    return next((path for sha256, path in paths.items() if sha256 in hashes), None)
