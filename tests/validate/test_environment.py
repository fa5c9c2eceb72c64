import hashlib

import pytest

from components.kws.errors import DeviceError
from components.validate.environment import LOCK, Lock, device_tags, fitting_wheels

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


def fitting(the_lock, folder, device=PI):
    python, glibc, machine = device
    return [
        path.name for path in fitting_wheels(the_lock, folder, device_tags(python, glibc, machine), machine, "3.11")
    ]


def test_the_wheel_that_fits_is_taken(tmp_path):
    pi = wheel(tmp_path, "fast-1.0-cp311-cp311-manylinux_2_27_aarch64.whl")
    pc = wheel(tmp_path, "fast-1.0-cp311-cp311-manylinux_2_27_x86_64.whl")
    any_ = wheel(tmp_path, "pure-1.0-py3-none-any.whl")
    the_lock = lock(tmp_path, fast=[pc, pi], pure=[any_])
    assert fitting(the_lock, tmp_path) == [
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
        fitting(the_lock, tmp_path, device)


def test_a_wheel_with_another_hash_is_none(tmp_path):
    the_lock = lock(tmp_path, fast=["0" * 64])
    wheel(tmp_path, "fast-1.0-py3-none-any.whl")
    wheel(tmp_path, "not a wheel.whl")
    with pytest.raises(DeviceError, match=r"found none of fast==1\.0"):
        fitting(the_lock, tmp_path)


def test_the_shipped_lock_holds_what_the_agent_imports():
    packages = {package.partition("==")[0]: hashes for package, hashes in Lock(LOCK).packages().items()}
    assert {"numpy", "ai-edge-litert"} <= set(packages)
    assert all(hashes for hashes in packages.values())


def test_a_lock_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DeviceError, match=r"expected the lock.*nowhere\.txt"):
        Lock(tmp_path / "nowhere.txt").sha256  # noqa: B018
