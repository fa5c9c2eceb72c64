"""The arm64 root file system of a Pi, made once from Debian packages and the device's lock, then cached."""

import fcntl
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kws.core.errors import EmulatorError
from kws.core.files import replacing
from kws.emulator.programs import require, run_program

CACHE = Path(".cache/pi")
LOCK = Path("requirements/device.txt")

# The Debian release that Raspberry Pi OS 12 is made from, and its Python.
SUITE, PYTHON = "bookworm", "3.11"
PACKAGES = (
    *(
        "base-files",
        "base-passwd",
        "bash",
        "coreutils",
        "dash",
        "findutils",
        "grep",
        "gzip",
        "hostname",
        "login",
        "sed",
    ),
    *("tar", "util-linux", "procps", "openssh-server", "openssh-sftp-server"),
    *("python3", "python3-venv", "libgomp1", "libstdc++6"),
)
# Folder of the lock's wheels, for PYTHONPATH.
SITE_PACKAGES = Path("/opt/kws/site-packages")
# Folder of the user's environments, each named by the hash of its lock, as `kws device setup` makes them.
ENVIRONMENTS = Path("/home/pi/.kws/venv")

# Packages are only unpacked; their scripts, which would create the users, do not run.
ACCOUNTS = {
    "etc/passwd": (
        "root:x:0:0:root:/root:/bin/bash\n"
        "sshd:x:100:65534::/run/sshd:/usr/sbin/nologin\n"
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
        "pi:x:1000:1000:pi:/home/pi:/bin/bash\n"
    ),
    "etc/group": "root:x:0:\ntty:x:5:\nnogroup:x:65534:\npi:x:1000:\n",
    "etc/shadow": "root:*:1::::::\nsshd:*:1::::::\nnobody:*:1::::::\npi:*:1::::::\n",
    "etc/hostname": "kws-pi\n",
    "etc/hosts": "127.0.0.1 localhost kws-pi\n",
    # Names are looked up in files only, never over a network.
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files\n",
}


def make_root_file_system(cache: Path = CACHE, lock: Path = LOCK) -> Path:
    """Make a Pi's root file system unless it is cached; returns its folder.

    This takes root, about half a minute and 400 MB. A failed attempt leaves nothing behind.

    Args:
        cache: folder that gets one file system per recipe and lock.
        lock: hash-pinned requirements of the device.

    Raises:
        EmulatorError: this machine cannot make it.
    """
    folder = cache.resolve() / f"root-{hash_recipe(lock)}"
    if not folder.is_dir():
        require("mmdebstrap", "apt-get", "qemu-aarch64", root=True)
        with _lock(cache):
            if not folder.is_dir():
                _make(folder, lock)
    return folder


def hash_recipe(lock: Path) -> str:
    """Hash what the file system is made from: this module and the lock.

    Raises:
        EmulatorError: the lock does not exist.
    """
    if not lock.is_file():
        raise EmulatorError(f"expected the device's lock, found none: {lock}; run it in the project's folder")
    return hashlib.sha256(Path(__file__).read_bytes() + lock.read_bytes()).hexdigest()[:16]


@contextmanager
def _lock(cache: Path) -> Iterator[None]:
    # One process at a time: a second one waits, then finds the file system that the first one made.
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(folder: Path, lock: Path) -> None:
    with replacing(folder) as root:
        wheels = root.with_name("wheels")
        _install_wheels(wheels, lock)
        _install_debian(root)
        wheels.rename(root / SITE_PACKAGES.relative_to("/"))
        _compile(root)
        _make_environment(root, lock)


def _install_debian(root: Path) -> None:
    # Unpack the packages without running their scripts, and do the part of their work that is needed.
    options = ["--quiet", "--variant=extract", "--architectures=arm64", f"--include={','.join(PACKAGES)}"]
    run_program(["mmdebstrap", *options, SUITE, str(root), _find_mirror()])
    for name, content in ACCOUNTS.items():
        (root / name).write_text(content, encoding="utf-8")
    (root / "etc/shadow").chmod(0o600)
    for folder in ("root", "run/sshd", "home/pi", SITE_PACKAGES.parent.relative_to("/")):
        (root / folder).mkdir(parents=True, exist_ok=True)


def _find_mirror() -> str:
    # The address from which this machine takes Debian's packages.
    targets = run_program(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]).splitlines()
    for address in targets:
        if address.rstrip("/").endswith("/debian"):
            return address
    raise EmulatorError("expected a Debian mirror in this machine's apt sources, found none: add one to /etc/apt")


def _install_wheels(target: Path, lock: Path) -> None:
    # Unpack the lock's aarch64 wheels, verified against their hashes.
    uv = Path(sys.executable).with_name("uv")
    if not uv.is_file():
        raise EmulatorError(f"expected uv, found none: {uv}; run make setup")
    # manylinux_2_28 is the oldest platform in uv that fits LiteRT's wheels; Debian 12 has glibc 2.36.
    platform = ["--python-platform", "aarch64-manylinux_2_28", "--python-version", PYTHON]
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    # No bytecode yet: it comes in the next step. By the variable, because uv refuses a flag that contradicts it.
    env = {**os.environ, "UV_COMPILE_BYTECODE": "0"}
    command = [str(uv), "pip", "install", *options, *platform, "--target", str(target), "--requirements", str(lock)]
    run_program(command, env=env)


def _compile(root: Path) -> None:
    # Compile Python's library and the wheels, so that no process does it under emulation: with this Python if it has
    # the same version and so the same bytecode, else with the Pi's, which is slow but happens once.
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    guest = ["qemu-aarch64", "-L", str(root), str(root / f"usr/bin/python{PYTHON}")]
    folders = [str(root / f"usr/lib/python{PYTHON}"), str(root / SITE_PACKAGES.relative_to("/"))]
    # Unchecked: bytecode that a changed file date does not invalidate.
    options = ["-q", "--invalidation-mode", "unchecked-hash", "-s", str(root), "-p", "/", "-x", "/(test|lib2to3)/"]
    run_program([*([sys.executable] if version == PYTHON else guest), "-I", "-m", "compileall", *options, *folders])


def _make_environment(root: Path, lock: Path) -> None:
    # Lay out the wheels as the user's environment by hand: python -m venv would take a minute under emulation.
    environment = root / ENVIRONMENTS.relative_to("/") / hashlib.sha256(lock.read_bytes()).hexdigest()
    library = environment / f"lib/python{PYTHON}"
    for folder in (environment / "bin", library):
        folder.mkdir(parents=True)
    (environment / "pyvenv.cfg").write_text("home = /usr/bin\n", encoding="ascii")
    (environment / "bin/python").symlink_to(f"/usr/bin/python{PYTHON}")
    (library / "site-packages").symlink_to(SITE_PACKAGES)
    home = root / "home/pi"
    for path in (home, *home.rglob("*")):
        os.chown(path, 1000, 1000, follow_symlinks=False)
