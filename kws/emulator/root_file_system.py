"""Debian packages and the device's lock → the arm64 root file system of a Pi, made once and kept."""

import fcntl
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kws.core.errors import EmulatorError
from kws.core.files import replacing
from kws.emulator.programs import output_of, require

CACHE = Path(".cache/pi")
LOCK = Path("requirements/device.txt")

# What Raspberry Pi OS 12 is made from.
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
# Where the wheels of the lock lie, for PYTHONPATH.
SITE_PACKAGES = Path("/opt/kws/site-packages")
# And where the user's environments are, each named by the hash of its lock, as `kws device setup` leaves them.
ENVIRONMENTS = Path("/home/pi/.kws/venv")

# Nothing is installed in the strict sense, so no package's script has made the users.
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
    # Names are looked up in files only: nothing outside this machine is asked.
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files\n",
}


def root_file_system(cache: Path = CACHE, lock: Path = LOCK) -> Path:
    """The folder of a Pi's whole file system, made if no earlier one was made of the same.

    It takes root, about half a minute and 400 MB; a failed attempt leaves nothing.

    Args:
        cache: where it is kept, one folder for each lock.
        lock: the hash-pinned requirements of the device.

    Raises:
        EmulatorError: this machine cannot make it.
    """
    folder = cache.resolve() / f"root-{key(lock)}"
    if not folder.is_dir():
        require("mmdebstrap", "apt-get", "qemu-aarch64", root=True)
        with _alone(cache):
            if not folder.is_dir():
                _make(folder, lock)
    return folder


def key(lock: Path) -> str:
    """The hash of all that goes in: this recipe and the lock."""
    if not lock.is_file():
        raise EmulatorError(f"expected the device's lock, found none: {lock}; run it in the project's folder")
    return hashlib.sha256(Path(__file__).read_bytes() + lock.read_bytes()).hexdigest()[:16]


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """One process at a time: another waits, and then finds what the first made."""
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
    """Unpack the packages without running any of their scripts, and do what of those is needed."""
    options = ["--quiet", "--variant=extract", "--architectures=arm64", f"--include={','.join(PACKAGES)}"]
    output_of(["mmdebstrap", *options, SUITE, str(root), _mirror()])
    for name, content in ACCOUNTS.items():
        (root / name).write_text(content, encoding="utf-8")
    (root / "etc/shadow").chmod(0o600)
    for folder in ("root", "run/sshd", "home/pi", SITE_PACKAGES.parent.relative_to("/")):
        (root / folder).mkdir(parents=True, exist_ok=True)


def _mirror() -> str:
    """Where this machine itself takes Debian's packages from."""
    targets = output_of(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]).splitlines()
    for address in targets:
        if address.rstrip("/").endswith("/debian"):
            return address
    raise EmulatorError("expected a Debian mirror in this machine's apt sources, found none: add one to /etc/apt")


def _install_wheels(target: Path, lock: Path) -> None:
    """Unpack the lock's aarch64 wheels, each held to its hash."""
    uv = Path(sys.executable).with_name("uv")
    if not uv.is_file():
        raise EmulatorError(f"expected uv, found none: {uv}; run make setup")
    # manylinux_2_28 is the oldest name that uv has for what LiteRT's wheels ask; Debian 12 has glibc 2.36.
    platform = ["--python-platform", "aarch64-manylinux_2_28", "--python-version", PYTHON]
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    # Bytecode is the next step's; uv takes the variable for the flag and refuses both together.
    env = {**os.environ, "UV_COMPILE_BYTECODE": "0"}
    command = [str(uv), "pip", "install", *options, *platform, "--target", str(target), "--requirements", str(lock)]
    output_of(command, env=env)


def _compile(root: Path) -> None:
    """Compile Python's library and the wheels, so that no process does it under emulation.

    By this Python where it is of the same version, whose bytecode is the same, else by the Pi's: slow, but only once.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    guest = ["qemu-aarch64", "-L", str(root), str(root / f"usr/bin/python{PYTHON}")]
    folders = [str(root / f"usr/lib/python{PYTHON}"), str(root / SITE_PACKAGES.relative_to("/"))]
    # Unchecked: bytecode that no file's date can make stale.
    options = ["-q", "--invalidation-mode", "unchecked-hash", "-s", str(root), "-p", "/", "-x", "/(test|lib2to3)/"]
    output_of([*([sys.executable] if version == PYTHON else guest), "-I", "-m", "compileall", *options, *folders])


def _make_environment(root: Path, lock: Path) -> None:
    """Lay the wheels out as the user's environment: Python itself would take a minute of emulation to do it."""
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
