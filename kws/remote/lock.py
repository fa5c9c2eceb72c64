"""The lock of a device's packages, and the choice of wheels for a device."""

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

# Platforms that the packages of the lock have wheels for.
WHEEL_PLATFORMS = ("manylinux_2_27", "manylinux_2_28", "manylinux2014")


@dataclass(frozen=True)
class Lock:
    """A hash-pinned requirements file; its own hash names the environment with its packages on a device."""

    path: Path

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file.

        Raises:
            DeviceError: the file does not exist.
        """
        if not self.path.is_file():
            raise DeviceError(f"expected the lock of the device's packages, found none: {self.path}")
        return sha256_of(self.path)

    def list_packages(self, python: tuple[int, ...]) -> dict[str, frozenset[str]]:
        """List the packages that this Python needs on Linux: by `name==version`, the SHA-256 of each file."""
        full = ".".join(map(str, python))
        device = {"sys_platform": "linux", "python_version": _format_version(python), "python_full_version": full}
        found: dict[str, frozenset[str]] = {}
        for text in self.path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
            requirement, *hashes = text.partition("#")[0].split("--hash=sha256:")
            if not hashes:
                continue
            package = Requirement(requirement)
            if package.marker is None or package.marker.evaluate(device):
                found[f"{package.name}{package.specifier}"] = frozenset(found_hash.strip() for found_hash in hashes)
        return found


def choose_wheels(lock: Lock, folder: Path, python: tuple[int, ...], glibc: str, machine: str) -> list[Path]:
    """Choose a wheel for each package of a lock: one that fits the device and has a hash in the lock.

    Args:
        lock: of the packages.
        folder: of wheels.
        python, glibc, machine: of the device, as for `list_wheel_tags`.

    Raises:
        DeviceError: packages without such a wheel, with the command that downloads them.
    """
    tags = list_wheel_tags(python, glibc, machine)
    hashes = {sha256_of(path): path for path in sorted(folder.glob("*.whl")) if _fits(path, tags)}
    chosen = {package: _find_first(hashes, expected) for package, expected in lock.list_packages(python).items()}
    missing = [package for package, path in chosen.items() if path is None]
    if missing:
        platforms = " ".join(f"--platform {tag}_{machine}" for tag in WHEEL_PLATFORMS)
        # By name, not by -r: pip would choose the lines of the lock by its own Python, not the device's.
        download = (
            f"pip download --no-deps --only-binary :all: --python-version {_format_version(python)} "
            f"{platforms} -d {folder} {' '.join(missing)}"
        )
        raise DeviceError(f"expected wheels of the lock, found none of {', '.join(missing)}: {folder}; run {download}")
    return [path for path in chosen.values() if path]


def list_wheel_tags(python: tuple[int, ...], glibc: str, machine: str) -> list[Tag]:
    """List the tags of the wheels that a device can install, the best first.

    Args:
        python: version, such as (3, 11, 2).
        glibc: version, such as `2.36`.
        machine: architecture, such as `aarch64`.
    """
    newest = int(glibc.partition(".")[2] or 0)
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, 16, -1)]
    platforms += [f"manylinux2014_{machine}", f"linux_{machine}"]
    interpreter = f"cp{python[0]}{python[1]}"
    return [*cpython_tags(python[:2], [interpreter], platforms), *compatible_tags(python[:2], interpreter, platforms)]


def _format_version(python: tuple[int, ...]) -> str:
    return f"{python[0]}.{python[1]}"


def _fits(path: Path, tags: Sequence[Tag]) -> bool:
    try:
        return not parse_wheel_filename(path.name)[3].isdisjoint(tags)
    except InvalidWheelFilename:
        return False


def _find_first(paths: Mapping[str, Path], hashes: frozenset[str]) -> Path | None:
    return next((path for sha256, path in paths.items() if sha256 in hashes), None)
