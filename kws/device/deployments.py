"""Which version the device listens with: switched, taken back, told. The standard library only.

    ~/.kws/deployments/3/   deployment.json; links to its model, agent and venv; kws-listen, which starts it
    ~/.kws/current          link to the one that runs; as old as the switch to it

A deployment names the one that ran before it, to which a rollback returns. A request is a word, and one line of JSON on
standard input, which stays open as long as the host is there; the answer is one line of JSON.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kws.device.store import ROOT, end_with_host, lock

KEPT = 3
CURRENT, DEPLOYMENTS = ROOT / "current", ROOT / "deployments"
RECORD, LAUNCHER, SERVICE = "deployment.json", "kws-listen", "kws-listen.service"
UNIT = Path.home() / ".config/systemd/user" / SERVICE

# The kinds of what a deployment consists of, as the folders of ~/.kws.
PARTS = {"model": "models", "agent": "agent", "venv": "venv"}

# Of nothing, as raw sound: enough for answers.
SILENCE = bytes(2 * 2 * 16_000)
TRIAL_S = 120

LAUNCH = """#!/bin/sh
# Resolved once: a switch in the middle mixes nothing.
here=$(dirname "$(readlink -f "$0")")
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH="$here/agent"
exec "$here/venv/bin/python" -m kws.device.listen --model "$here/model" "$@"
"""


def status() -> dict[str, Any]:
    """What runs since when, and the others that are kept; the running one first, then the one before it, and so on."""
    here = _records()
    running = _running()
    order = list(_line(running, here))
    order += sorted(set(here) - set(order), reverse=True)
    return {
        "running": running,
        "since_s": CURRENT.lstat().st_mtime if running else None,
        "deployments": [here[number] for number in order],
        "service": _service_state(),
    }


def switch(order: Mapping[str, Any]) -> dict[str, Any]:
    """Make a deployment of parts that are here and run it; what ran before runs on if it does not listen.

    Args:
        order: `after`, the deployment that the host saw running; `model`, `agent` and `venv`, which name the parts;
            `record`, what to tell of it; `service`, whether to install the service; `owner`, for whom.

    Raises:
        ValueError: another one runs meanwhile, or the new one does not listen.
    """
    with lock(order["owner"]):
        before = _running()
        if before != order["after"]:
            raise ValueError(f"expected deployment {order['after']} to run, found {before}; run kws deploy again")
        if before and _is(before, order):
            _take_up(before, order["service"])
            return status()
        number = _make(order, before)
        try:
            _turn_to(number)
            _take_up(number, order["service"])
        except OSError:
            _undo(number, before)
            raise
        except (ValueError, subprocess.SubprocessError) as error:
            _undo(number, before)
            raise ValueError(f"{error}; rolled back") from None
        _prune(number)
        return status()


def back(order: Mapping[str, Any]) -> dict[str, Any]:
    """Return to the deployment before the running one.

    Raises:
        ValueError: there is none.
    """
    with lock(order["owner"]):
        here, running = _records(), _running()
        before = here[running]["previous"] if running else None
        if before not in here:
            raise ValueError("expected an earlier deployment to return to, found none")
        _turn_to(before)
        _restart_service()
        return status()


def _records() -> dict[int, dict[str, Any]]:
    found = (json.loads((path / RECORD).read_text()) for path in DEPLOYMENTS.glob("[0-9]*"))
    return {record["number"]: record for record in found}


def _running() -> int | None:
    return int(CURRENT.readlink().name) if CURRENT.is_symlink() else None


def _line(number: int | None, here: Mapping[int, Mapping[str, Any]]) -> Iterator[int]:
    """A deployment, the one before it, and so on as far as they are kept."""
    while number is not None and number in here:
        yield number
        number = here[number]["previous"]


def _is(number: int, order: Mapping[str, Any]) -> bool:
    """Whether a deployment is what an order asks for."""
    folder = DEPLOYMENTS / str(number)
    record = json.loads((folder / RECORD).read_text())
    parts = all((folder / part).readlink().name == order[part] for part in PARTS)
    return parts and all(record[key] == order["record"][key] for key in ("model", "version"))


def _make(order: Mapping[str, Any], before: int | None) -> int:
    number = max(_records(), default=0) + 1
    DEPLOYMENTS.mkdir(exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=".new-", dir=ROOT))
    try:
        for part, kind in PARTS.items():
            place = ROOT / kind / order[part]
            if not place.exists():
                raise ValueError(f"expected the {part} {order[part][:12]}…, found none; run kws device setup")
            (workshop / part).symlink_to(Path("../..") / kind / order[part])
        record = {**order["record"], "number": number, "previous": before, "deployed_s": time.time()}
        (workshop / RECORD).write_text(json.dumps(record))
        (workshop / LAUNCHER).write_text(LAUNCH)
        (workshop / LAUNCHER).chmod(0o755)
        # A card that loses its power must not find the link without what it leads to.
        os.sync()
        workshop.chmod(0o755)
        workshop.rename(DEPLOYMENTS / str(number))
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return number


def _turn_to(number: int) -> None:
    """In one step: there is no moment without a deployment."""
    made = ROOT / f".current-{os.getpid()}"
    made.symlink_to(Path("deployments") / str(number))
    made.replace(CURRENT)


def _take_up(number: int, service: bool) -> None:
    """Make sure of what was switched to, and let the service listen with it."""
    _try_out(number)
    if service:
        _install_service()
    _restart_service()


def _undo(number: int, before: int | None) -> None:
    if before is None:
        CURRENT.unlink(missing_ok=True)
    elif _running() != before:
        _turn_to(before)
        _restart_service(must_live=False)
    shutil.rmtree(DEPLOYMENTS / str(number))


def _try_out(number: int) -> None:
    """Listen to silence by the way that everybody takes; the host's end ends it too."""
    child = subprocess.Popen(
        [str(CURRENT / LAUNCHER), "--input", "raw"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        # To be ended with all that it starts.
        start_new_session=True,
    )

    def end() -> None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)

    end_with_host(end)
    with child:
        try:
            _, said = child.communicate(SILENCE, timeout=TRIAL_S)
        finally:
            end()
    if child.returncode != 0:
        lines = said.decode(errors="replace").strip().splitlines() or [f"exit status {child.returncode}"]
        raise ValueError(f"expected deployment {number} to listen, got {lines[-1].removeprefix('error: ')}")


def _install_service() -> None:
    """Put the unit in place; one that systemd does not take is not left behind."""
    UNIT.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).with_name(SERVICE), UNIT)
    try:
        _systemctl("daemon-reload")
        _systemctl("enable", SERVICE)
    except ValueError:
        UNIT.unlink()
        raise


def _restart_service(must_live: bool = True) -> None:
    """Let the service, if it is installed, listen with what runs now."""
    if not UNIT.exists():
        return
    # Which waits until it hears the microphone, or fails.
    done = subprocess.run(["systemctl", "--user", "restart", SERVICE], capture_output=True, check=False)
    if must_live and done.returncode != 0:
        raise ValueError(f"expected the service to be active, got {_service_state()}; journalctl --user -u {SERVICE}")


def _service_state() -> str | None:
    if not UNIT.exists():
        return None
    command = ["systemctl", "--user", "is-active", SERVICE]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout.strip() or "unknown"


def _systemctl(*words: str) -> None:
    try:
        done = subprocess.run(["systemctl", "--user", *words], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ValueError("expected systemd, found no systemctl") from None
    if done.returncode != 0:
        raise ValueError(f"expected systemctl --user {' '.join(words)} to end well, got {done.stderr.strip()}")


def _prune(number: int) -> None:
    """Keep a deployment and those before it, so many; of the others' parts, those that no other has."""
    keep = {str(kept) for kept in list(_line(number, _records()))[:KEPT]}
    folders = list(DEPLOYMENTS.glob("[0-9]*"))
    used = {(folder / part).resolve() for folder in folders if folder.name in keep for part in PARTS}
    for folder in folders:
        if folder.name not in keep:
            parts = [(folder / part).resolve() for part in ("model", "agent")]
            shutil.rmtree(folder)
            for part in parts:
                if part not in used:
                    shutil.rmtree(part, ignore_errors=True)


def main(verb: str) -> None:
    """Answer one request."""
    try:
        order = json.loads(sys.stdin.readline())
        print(json.dumps({"status": lambda _: status(), "switch": switch, "back": back}[verb](order)))
    except OSError as error:
        sys.exit(f"error: {error.strerror}: {error.filename or ROOT}")
    except (ValueError, subprocess.SubprocessError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
