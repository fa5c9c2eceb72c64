"""The choice of wheels for a device by the lock."""

import hashlib
import sys
from importlib.metadata import version

import pytest

from kws.core.errors import DeviceError
from kws.remote.lock import LOCK, Lock, choose_wheels
from kws.remote.setup import PYTHONS

PI = ((3, 11, 2), "2.36", "aarch64")


def wheel(folder, name):
    (folder / name).write_bytes(name.encode())
    return hashlib.sha256(name.encode()).hexdigest()


def lock(folder, **packages):
    lines = ["# made by a test"]
    for package, hashes in packages.items():
        lines += [
            f"{package}==1.0 ; sys_platform == 'linux' \\",
            *(f"    --hash=sha256:{sha256} \\" for sha256 in hashes),
        ]
        lines.append("    # via somebody==2.0")
    (folder / "lock.txt").write_text("\n".join(lines))
    return Lock(folder / "lock.txt")


def choose(the_lock, folder, device=PI):
    return [path.name for path in choose_wheels(the_lock, folder, *device)]


def test_the_wheel_that_fits_is_taken(tmp_path):
    pi = wheel(tmp_path, "fast-1.0-cp311-cp311-manylinux_2_27_aarch64.whl")
    pc = wheel(tmp_path, "fast-1.0-cp311-cp311-manylinux_2_27_x86_64.whl")
    any_ = wheel(tmp_path, "pure-1.0-py3-none-any.whl")
    the_lock = lock(tmp_path, fast=[pc, pi], pure=[any_])
    assert choose(the_lock, tmp_path) == [
        "fast-1.0-cp311-cp311-manylinux_2_27_aarch64.whl",
        "pure-1.0-py3-none-any.whl",
    ]


@pytest.mark.parametrize(
    "device",
    [((3, 13, 1), "2.36", "aarch64"), ((3, 11, 2), "2.26", "aarch64"), ((3, 11, 2), "2.36", "x86_64")],
    ids=["another Python", "an older C library", "another machine"],
)
def test_a_wheel_for_another_device_is_none(tmp_path, device):
    the_lock = lock(tmp_path, fast=[wheel(tmp_path, "fast-1.0-cp311-cp311-manylinux_2_27_aarch64.whl")])
    with pytest.raises(DeviceError, match=r"found none of fast==1\.0: .*; run pip download"):
        choose(the_lock, tmp_path, device)


def test_a_wheel_with_another_hash_is_none(tmp_path):
    the_lock = lock(tmp_path, fast=["0" * 64])
    wheel(tmp_path, "fast-1.0-py3-none-any.whl")
    wheel(tmp_path, "not a wheel.whl")
    with pytest.raises(DeviceError, match=r"found none of fast==1\.0"):
        choose(the_lock, tmp_path)


def test_a_package_that_another_python_needs_is_not_missed(tmp_path):
    the_lock = lock(tmp_path, pure=[wheel(tmp_path, "pure-1.0-py3-none-any.whl")])
    older = the_lock.path.read_text() + "\nolder==1.0 ; python_full_version < '3.11' --hash=sha256:00\n"
    the_lock.path.write_text(older)
    assert choose(the_lock, tmp_path) == ["pure-1.0-py3-none-any.whl"]
    with pytest.raises(DeviceError, match=r"found none of older==1\.0: .*--python-version 3\.10 .* older==1\.0$"):
        choose(the_lock, tmp_path, ((3, 10, 12), "2.35", "aarch64"))


@pytest.mark.parametrize("minor", range(PYTHONS[0][1], PYTHONS[1][1] + 1))
def test_the_shipped_lock_holds_what_the_agent_imports_on_every_python(minor):
    packages = {name.partition("==")[0]: hashes for name, hashes in Lock(LOCK).list_packages((3, minor, 0)).items()}
    assert {"numpy", "ai-edge-litert"} <= set(packages)
    assert all(hashes for hashes in packages.values())


def test_where_this_python_is_a_devices_it_has_the_same_versions():
    packages = dict(name.split("==") for name in Lock(LOCK).list_packages(sys.version_info[:3]))
    assert packages == {name: version(name) for name in packages}


def test_a_lock_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DeviceError, match=r"expected the lock.*nowhere\.txt"):
        Lock(tmp_path / "nowhere.txt").sha256  # noqa: B018
