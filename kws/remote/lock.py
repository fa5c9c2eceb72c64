"""The packages that a device runs: their lock, and the wheels that fit a device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

import kws
from kws.core.errors import DeviceError
from kws.core.files import sha256_of

LOCK = Path(kws.__path__[0]).parent / "requirements" / "device.txt"

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

    def packages(self, python: tuple[int, ...]) -> dict[str, frozenset[str]]:
        """By `name==version` of each package that this Python needs on Linux, the SHA-256 of each of its files."""
        full = ".".join(map(str, python))
        device = {"sys_platform": "linux", "python_version": _short(python), "python_full_version": full}
        found: dict[str, frozenset[str]] = {}
        for text in self.path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
            requirement, *hashes = text.partition("#")[0].split("--hash=sha256:")
            if not hashes:
                continue
            package = Requirement(requirement)
            if package.marker is None or package.marker.evaluate(device):
                found[f"{package.name}{package.specifier}"] = frozenset(found_hash.strip() for found_hash in hashes)
        return found


def fitting_wheels(lock: Lock, folder: Path, python: tuple[int, ...], glibc: str, machine: str) -> list[Path]:
    """For each package of the lock, the wheel of a folder that fits a device and has a hash of the lock.

    Args:
        lock: of the packages.
        folder: of wheels.
        python, glibc, machine: the device's, as of `device_tags`.

    Raises:
        DeviceError: naming the packages without one, and how to get them.
    """
    tags = device_tags(python, glibc, machine)
    hashes = {sha256_of(path): path for path in sorted(folder.glob("*.whl")) if _fits(path, tags)}
    chosen = {package: _first(hashes, expected) for package, expected in lock.packages(python).items()}
    missing = [package for package, path in chosen.items() if path is None]
    if missing:
        platforms = " ".join(f"--platform {tag}_{machine}" for tag in WHEEL_PLATFORMS)
        # By name: pip chooses the lines of a lock by its own Python, not by the device's.
        download = (
            f"pip download --no-deps --only-binary :all: --python-version {_short(python)} "
            f"{platforms} -d {folder} {' '.join(missing)}"
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


def _short(python: tuple[int, ...]) -> str:
    return f"{python[0]}.{python[1]}"


def _fits(path: Path, tags: Sequence[Tag]) -> bool:
    try:
        return not parse_wheel_filename(path.name)[3].isdisjoint(tags)
    except InvalidWheelFilename:
        return False


def _first(paths: Mapping[str, Path], hashes: frozenset[str]) -> Path | None:
    return next((path for sha256, path in paths.items() if sha256 in hashes), None)
