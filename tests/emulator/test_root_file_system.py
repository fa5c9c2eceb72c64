"""The Pi's file system: with the lock's wheels, cached, and never incomplete."""

from importlib.metadata import version
from pathlib import Path

import pytest
from support.emulation import needs_emulator

from kws.core.errors import EmulatorError
from kws.emulator.root_file_system import LOCK, SITE_PACKAGES, hash_recipe, make_root_file_system


@needs_emulator
@pytest.mark.slow
def test_it_holds_the_wheels_of_the_lock_for_aarch64() -> None:
    packages = make_root_file_system() / SITE_PACKAGES.relative_to("/")

    for name in ("numpy", "ai-edge-litert"):
        assert (packages / f"{name.replace('-', '_')}-{version(name)}.dist-info").is_dir()
    assert list(packages.glob("numpy/_core/*.cpython-311-aarch64-linux-gnu.so"))


@needs_emulator
@pytest.mark.slow
def test_it_is_made_once() -> None:
    first = make_root_file_system()
    inode = first.stat().st_ino

    assert make_root_file_system() == first
    assert first.stat().st_ino == inode


@needs_emulator
@pytest.mark.slow
def test_a_wheel_of_another_hash_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    lock = tmp_path / "device.txt"
    lock.write_text(f"tqdm==4.70.1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")

    with pytest.raises(EmulatorError, match=r"expected .*uv to end well, got"):
        make_root_file_system(tmp_path / "cache", lock)

    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["lock"]


def test_another_lock_is_another_file_system(tmp_path: Path) -> None:
    lock = tmp_path / "device.txt"
    lock.write_text(LOCK.read_text(encoding="utf-8") + "# one more\n", encoding="utf-8")

    assert hash_recipe(lock) != hash_recipe(LOCK)


def test_a_missing_lock_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmulatorError, match=r"expected the device's lock, found none: .*nowhere.txt"):
        make_root_file_system(tmp_path, tmp_path / "nowhere.txt")
