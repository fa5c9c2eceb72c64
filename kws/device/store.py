"""The device's content-addressed store, ~/.kws, and the requests that a host may make of it.

The host sends this file as text to the device's own `python3` with every request, so that nothing has to be installed
first: it imports the standard library only, and every Python 3 in use on a device can read it. A request is a word and
its arguments; its data come on standard input, the answer is one JSON value on standard output, an error one line on
standard error.

    ~/.kws/agent/HASH/    code of the agent        ~/.kws/clips/HASH   one clip
    ~/.kws/models/HASH/   model and manifest       ~/.kws/venv/HASH/   Python packages of one lock
    ~/.kws/lock           locked while an agent runs or a version is deployed; names the owner

Each is named by the SHA-256 of its content, and is written whole or not at all.
"""

# So that a Python too old for the agent can still report it.
from __future__ import annotations

import ctypes
import fcntl
import hashlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path.home() / ".kws"

# An agent whose host has disconnected needs a moment to end; the next run waits for it.
LOCK_PATIENCE_S = 5

_PR_SET_PDEATHSIG = 1


def probe_device() -> dict[str, Any]:
    """Describe what the agent depends on: the machine, Python, memory, space and installed environments."""
    return {
        "home": str(Path.home()),
        # The command, not the system call: its answer is what a person on the device sees.
        "machine": subprocess.run(["uname", "-m"], stdout=subprocess.PIPE, check=True).stdout.decode().strip(),
        "bits": 64 if sys.maxsize > 2**32 else 32,
        "python": list(sys.version_info[:3]),
        "glibc": platform.libc_ver()[1],
        "free_bytes": shutil.disk_usage(Path.home()).free,
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "time_s": time.time(),
        "ensurepip": find_spec("ensurepip") is not None,
        "environments": sorted(path.parent.parent.name for path in ROOT.glob("venv/*/bin/python")),
    }


def describe_device(agent: str, venv: str) -> Any:
    """Describe the device's identity and health with a stored agent, in its environment if that is installed."""
    python = ROOT / "venv" / venv / "bin" / "python"
    command = [str(python) if python.exists() else sys.executable, "-m", "kws.device.identity"]
    done = subprocess.run(command, cwd=str(ROOT / "agent" / agent), stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise ValueError(f"expected the agent to describe the device, got exit status {done.returncode}")
    return json.loads(done.stdout)


def run_module(agent: str, name: str, *arguments: str) -> NoReturn:
    """Replace this process with a module of an agent's code that needs the standard library only."""
    os.chdir(str(ROOT / "agent" / agent))
    os.execv(sys.executable, [sys.executable, "-m", name, *arguments])


def list_missing() -> list[str]:
    """List the names from standard input that are missing, or whose content no longer matches the name."""
    names = json.load(sys.stdin)
    return [name for name in names if not _matches_hash(ROOT / name, Path(name).name)]


def add_parts() -> int:
    """Add the agents, models and clips in a tar stream on standard input; return their number."""
    with _make_workspace() as workspace:
        _unpack(workspace)
        new = [path for kind in workspace.iterdir() for path in kind.iterdir()]
        for path in new:
            if not _matches_hash(path, path.name):
                raise ValueError(f"expected content of sha256 {path.name[:12]}…, got other: {path.parent.name}")
        for path in new:
            _move_into_place(path, ROOT / path.relative_to(workspace))
    return len(new)


def install_environment(name: str) -> bool:
    """Install the environment `name` from a tar stream of its lock and, without a package index, its wheels."""
    with _make_workspace() as workspace:
        _unpack(workspace)
        venv, wheels = workspace / "venv", sorted(workspace.glob("*.whl"))
        _run_step(sys.executable, "-m", "venv", *(["--without-pip"] if wheels else []), str(venv))
        if wheels:
            _unzip(wheels, venv)
        else:
            pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
            lock = str(workspace / "lock.txt")
            _run_step(
                str(venv / "bin/python"), *pip, "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", lock
            )
        # A package that does not load fails here, not in the first measurement.
        _run_step(str(venv / "bin/python"), "-c", "import numpy, ai_edge_litert.interpreter")
        _move_into_place(venv, ROOT / "venv" / name)
    return True


def run_agent(agent: str, venv: str, owner: str) -> int:
    """Run an agent for the job on standard input, until it ends or the host disconnects; return its exit status."""
    python = ROOT / "venv" / venv / "bin" / "python"
    if not python.exists():
        raise ValueError(f"expected the packages of lock {venv[:12]}…, found none; run kws device setup")
    with hold_lock(owner):
        job = sys.stdin.buffer.readline()
        child = subprocess.Popen(
            [str(python), "-m", "kws.device"],
            cwd=str(ROOT / "agent" / agent),
            stdin=subprocess.PIPE,
            # One thread, as in the interpreter: the measurement is of one core.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            preexec_fn=_die_with_parent,  # noqa: PLW1509, no thread runs yet
        )
        end_with_host(child.kill)
        assert child.stdin is not None
        # A child that has already ended explains itself by its exit status.
        with suppress(BrokenPipeError), child.stdin:
            child.stdin.write(job)
        return child.wait()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def end_with_host(end: Callable[[], object]) -> None:
    """Call `end` when standard input ends, which means that the host has disconnected."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        end()

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def hold_lock(owner: str) -> Iterator[None]:
    """Lock the device for one run; the kernel frees the lock when the process ends in any way."""
    ROOT.mkdir(exist_ok=True)
    with (ROOT / "lock").open("a+") as file:
        deadline = time.monotonic() + LOCK_PATIENCE_S
        while not _try_lock(file.fileno()):
            if time.monotonic() > deadline:
                file.seek(0)
                raise ValueError(f"expected a free device, got one that works for {file.read().strip()}")
            time.sleep(0.2)
        file.truncate(0)
        # On a full disk the owner is not noted, but a rollback must still work.
        with suppress(OSError):
            os.write(
                file.fileno(),
                f"{owner} since {time.strftime('%Y-%m-%d %H:%M:%S %z')}, process {os.getpid()}\n".encode(),
            )
        yield
        file.truncate(0)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _matches_hash(path: Path, expected: str) -> bool:
    """Whether the hash of a file, or of a folder without its compiled code, is the expected one."""
    if path.is_dir():
        files = [file for file in path.rglob("*") if file.is_file() and file.parent.name != "__pycache__"]
        hashes = {file.relative_to(path).as_posix(): _sha256(file) for file in files}
        return (
            hashlib.sha256(json.dumps(hashes, sort_keys=True, separators=(",", ":")).encode()).hexdigest() == expected
        )
    return path.is_file() and _sha256(path) == expected


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def _make_workspace() -> Iterator[Path]:
    ROOT.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".new-", dir=str(ROOT)))
    try:
        yield folder
    finally:
        shutil.rmtree(str(folder), ignore_errors=True)


def _unpack(folder: Path) -> None:
    with tarfile.open(fileobj=sys.stdin.buffer, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member)
            assert content is not None
            (folder / member.name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / member.name).open("wb") as file:
                shutil.copyfileobj(content, file)


def _move_into_place(new: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    if place.is_dir():
        shutil.rmtree(str(place))
    new.replace(place)


def _unzip(wheels: list[Path], venv: Path) -> None:
    """Install wheels into an environment: those of the lock have files for site-packages only."""
    (packages,) = venv.glob("lib/python*/site-packages")
    for wheel in wheels:
        with zipfile.ZipFile(str(wheel)) as archive:
            archive.extractall(str(packages))
        wheel.unlink()
    _run_step(str(venv / "bin/python"), "-m", "compileall", "-q", str(packages))


def _run_step(*command: str) -> None:
    out, nothing = subprocess.PIPE, subprocess.DEVNULL
    done = subprocess.run(command, check=False, stdin=nothing, stdout=out, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        lines = done.stdout.decode(errors="replace").strip().splitlines() or [f"exit status {done.returncode}"]
        raise ValueError(lines[-1])


def main(verb: str, *arguments: str) -> None:
    """Answer one request."""
    try:
        if verb == "run":
            agent, venv, owner = arguments
            status = run_agent(agent, venv, owner)
            sys.exit(f"error: the agent was ended by {signal.Signals(-status).name}" if status < 0 else status)
        if verb == "module":
            run_module(*arguments)
        answers: dict[str, Any] = {
            "probe": probe_device,
            "state": describe_device,
            "lacks": list_missing,
            "keep": add_parts,
            "install": install_environment,
        }
        print(json.dumps(answers[verb](*arguments)))
    except OSError as error:
        sys.exit(f"error: {error.strerror}: {error.filename or ROOT}")
    except (ValueError, tarfile.TarError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
