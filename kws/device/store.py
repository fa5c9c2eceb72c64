"""The folder ~/.kws on the device: what the device is, what the folder holds, how it grows, who measures.

The host sends this file as text to the device's own `python3` with every request, so that nothing needs to be there
beforehand: it imports the standard library only, and any Python 3 that a device still has can read it. A request is a
word and its arguments, what belongs to it comes on standard input, the answer is one JSON value on standard output; an
error is one line on standard error.

    ~/.kws/agent/HASH/    code of the agent        ~/.kws/clips/HASH   one clip
    ~/.kws/models/HASH/   model and manifest       ~/.kws/venv/HASH/   Python packages of one lock
    ~/.kws/lock           held while an agent runs or a version is deployed; names its owner

Each is named by the SHA-256 of what it holds, and appears whole or not at all.
"""

# So that a Python too old for the agent can still say so.
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

# An agent whose host is gone needs a moment to end; a run that begins anew waits for it.
LOCK_PATIENCE_S = 5

_PR_SET_PDEATHSIG = 1


def probe() -> dict[str, Any]:
    """What decides whether the agent can run here."""
    return {
        "home": str(Path.home()),
        # The command, not the system call: it is what a person on the device sees.
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


def state(agent: str, venv: str) -> Any:
    """What an agent that is here says of the device, with the packages of an environment if that is here too."""
    python = ROOT / "venv" / venv / "bin" / "python"
    command = [str(python) if python.exists() else sys.executable, "-m", "kws.device.identity"]
    done = subprocess.run(command, cwd=str(ROOT / "agent" / agent), stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise ValueError(f"expected the agent to describe the device, got exit status {done.returncode}")
    return json.loads(done.stdout)


def module(agent: str, name: str, *arguments: str) -> NoReturn:
    """Become a module of an agent's code that needs the standard library only."""
    os.chdir(str(ROOT / "agent" / agent))
    os.execv(sys.executable, [sys.executable, "-m", name, *arguments])


def lacks() -> list[str]:
    """Of the names on standard input, those that are not here, or not any more what their name says."""
    names = json.load(sys.stdin)
    return [name for name in names if not _sound(ROOT / name, Path(name).name)]


def keep() -> int:
    """Add what a tar stream on standard input holds below the names of agents, models and clips; how many they are."""
    with _workshop() as workshop:
        _unpack(workshop)
        made = [path for kind in workshop.iterdir() for path in kind.iterdir()]
        for path in made:
            if not _sound(path, path.name):
                raise ValueError(f"expected content of sha256 {path.name[:12]}…, got other: {path.parent.name}")
        for path in made:
            _put(path, ROOT / path.relative_to(workshop))
    return len(made)


def install(name: str) -> bool:
    """Make the environment `name` from a tar stream that holds its lock, and its wheels unless there is an index."""
    with _workshop() as workshop:
        _unpack(workshop)
        venv, wheels = workshop / "venv", sorted(workshop.glob("*.whl"))
        _step(sys.executable, "-m", "venv", *(["--without-pip"] if wheels else []), str(venv))
        if wheels:
            _unzip(wheels, venv)
        else:
            pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
            lock = str(workshop / "lock.txt")
            _step(str(venv / "bin/python"), *pip, "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", lock)
        # It says at once what would otherwise be said by the first measurement.
        _step(str(venv / "bin/python"), "-c", "import numpy, ai_edge_litert.interpreter")
        _put(venv, ROOT / "venv" / name)
    return True


def run(agent: str, venv: str, owner: str) -> int:
    """Run an agent for a job on standard input, until it ends or standard input does: the host is gone then."""
    python = ROOT / "venv" / venv / "bin" / "python"
    if not python.exists():
        raise ValueError(f"expected the packages of lock {venv[:12]}…, found none; run kws device setup")
    with lock(owner):
        job = sys.stdin.buffer.readline()
        child = subprocess.Popen(
            [str(python), "-m", "kws.device"],
            cwd=str(ROOT / "agent" / agent),
            stdin=subprocess.PIPE,
            # One thread, as in the interpreter: what is measured is one core.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            preexec_fn=_die_with_parent,  # noqa: PLW1509, no thread runs yet
        )
        end_with_host(child.kill)
        assert child.stdin is not None
        # One that is gone already says why by its exit status.
        with suppress(BrokenPipeError), child.stdin:
            child.stdin.write(job)
        return child.wait()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def end_with_host(end: Callable[[], object]) -> None:
    """Call what ends the work here when standard input ends: the host is gone then."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        end()

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def lock(owner: str) -> Iterator[None]:
    """The device for one run: the kernel frees the lock of a process that is gone, however it went."""
    ROOT.mkdir(exist_ok=True)
    with (ROOT / "lock").open("a+") as file:
        deadline = time.monotonic() + LOCK_PATIENCE_S
        while not _locked(file.fileno()):
            if time.monotonic() > deadline:
                file.seek(0)
                raise ValueError(f"expected a free device, got one that works for {file.read().strip()}")
            time.sleep(0.2)
        file.truncate(0)
        # A full disk keeps the note away, and nobody from going back to what ran before.
        with suppress(OSError):
            os.write(
                file.fileno(),
                f"{owner} since {time.strftime('%Y-%m-%d %H:%M:%S %z')}, process {os.getpid()}\n".encode(),
            )
        yield
        file.truncate(0)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sound(path: Path, expected: str) -> bool:
    """Whether a file, or a folder but for compiled code, has this hash."""
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
def _workshop() -> Iterator[Path]:
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


def _put(made: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    if place.is_dir():
        shutil.rmtree(str(place))
    made.replace(place)


def _unzip(wheels: list[Path], venv: Path) -> None:
    """A wheel's content is what belongs into site-packages; those of the lock hold nothing for other places."""
    (packages,) = venv.glob("lib/python*/site-packages")
    for wheel in wheels:
        with zipfile.ZipFile(str(wheel)) as archive:
            archive.extractall(str(packages))
        wheel.unlink()
    _step(str(venv / "bin/python"), "-m", "compileall", "-q", str(packages))


def _step(*command: str) -> None:
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
            status = run(agent, venv, owner)
            sys.exit(f"error: the agent was ended by {signal.Signals(-status).name}" if status < 0 else status)
        if verb == "module":
            module(*arguments)
        answers: dict[str, Any] = {"probe": probe, "state": state, "lacks": lacks, "keep": keep, "install": install}
        print(json.dumps(answers[verb](*arguments)))
    except OSError as error:
        sys.exit(f"error: {error.strerror}: {error.filename or ROOT}")
    except (ValueError, tarfile.TarError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
