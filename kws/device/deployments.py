"""The versions that a device listens with: the status, the switch to one, and the rollback. Standard library only.

    ~/.kws/deployments/3/   deployment.json; links to its model, agent and venv; kws-listen, which starts it
    ~/.kws/current          link to the running one; its age is the time since the switch

A deployment names the one that ran before it, to which a rollback returns. A request is a word as the argument and one
line of JSON on standard input, which stays open as long as the host is connected; the answer is one line of JSON.
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

from kws.device.store import ROOT, end_with_host, hold_lock

MAX_DEPLOYMENTS = 3
CURRENT, DEPLOYMENTS = ROOT / "current", ROOT / "deployments"
RECORD, LAUNCHER, SERVICE = "deployment.json", "kws-listen", "kws-listen.service"
UNIT = Path.home() / ".config/systemd/user" / SERVICE

# The parts of a deployment, and the folder of ~/.kws that holds each.
PARTS = {"model": "models", "agent": "agent", "venv": "venv"}

# Two seconds of raw silence: enough for answers.
SILENCE = bytes(2 * 2 * 16_000)
TRY_OUT_TIMEOUT_S = 120

LAUNCH_SCRIPT = """#!/bin/sh
# Resolved once: a switch meanwhile cannot mix two deployments.
here=$(dirname "$(readlink -f "$0")")
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH="$here/agent"
exec "$here/venv/bin/python" -m kws.device.listen --model "$here/model" "$@"
"""


def read_status() -> dict[str, Any]:
    """Read the running deployment and its start, and all kept ones: the running one first, then the ones before it."""
    records = _read_records()
    running = _read_running()
    order = list(_follow_previous(running, records))
    order += sorted(set(records) - set(order), reverse=True)
    return {
        "running": running,
        "since_s": CURRENT.lstat().st_mtime if running else None,
        "deployments": [records[number] for number in order],
        "service": _read_service_state(),
    }


def switch(order: Mapping[str, Any]) -> dict[str, Any]:
    """Create a deployment of stored parts and run it; restore the one before if the new one does not listen.

    Args:
        order: `after`, the deployment that the host saw running; `model`, `agent` and `venv`, the names of the parts;
            `record`, the facts to keep about it; `service`, whether to install the service; `owner`, who asks.

    Raises:
        ValueError: another deployment runs meanwhile, or the new one does not listen.
    """
    with hold_lock(order["owner"]):
        before = _read_running()
        if before != order["after"]:
            raise ValueError(f"expected deployment {order['after']} to run, found {before}; run kws deploy again")
        if before and _matches(before, order):
            _start(before, order["service"])
            return read_status()
        number = _create(order, before)
        try:
            _link_current(number)
            _start(number, order["service"])
        except OSError:
            _undo(number, before)
            raise
        except (ValueError, subprocess.SubprocessError) as error:
            _undo(number, before)
            raise ValueError(f"{error}; rolled back") from None
        _prune(number)
        return read_status()


def roll_back(order: Mapping[str, Any]) -> dict[str, Any]:
    """Roll back to the deployment before the running one.

    Raises:
        ValueError: there is no earlier deployment.
    """
    with hold_lock(order["owner"]):
        records, running = _read_records(), _read_running()
        before = records[running]["previous"] if running else None
        if before not in records:
            raise ValueError("expected an earlier deployment to return to, found none")
        _link_current(before)
        _restart_service()
        return read_status()


def _read_records() -> dict[int, dict[str, Any]]:
    found = (json.loads((path / RECORD).read_text()) for path in DEPLOYMENTS.glob("[0-9]*"))
    return {record["number"]: record for record in found}


def _read_running() -> int | None:
    return int(CURRENT.readlink().name) if CURRENT.is_symlink() else None


def _follow_previous(number: int | None, records: Mapping[int, Mapping[str, Any]]) -> Iterator[int]:
    """Yield a deployment, the one before it, and so on, as far as they are kept."""
    while number is not None and number in records:
        yield number
        number = records[number]["previous"]


def _matches(number: int, order: Mapping[str, Any]) -> bool:
    """Whether a deployment has the parts and the version that an order names."""
    folder = DEPLOYMENTS / str(number)
    record = json.loads((folder / RECORD).read_text())
    parts = all((folder / part).readlink().name == order[part] for part in PARTS)
    return parts and all(record[key] == order["record"][key] for key in ("model", "version"))


def _create(order: Mapping[str, Any], before: int | None) -> int:
    number = max(_read_records(), default=0) + 1
    DEPLOYMENTS.mkdir(exist_ok=True)
    workspace = Path(tempfile.mkdtemp(prefix=".new-", dir=ROOT))
    try:
        for part, kind in PARTS.items():
            place = ROOT / kind / order[part]
            if not place.exists():
                raise ValueError(f"expected the {part} {order[part][:12]}…, found none; run kws device setup")
            (workspace / part).symlink_to(Path("../..") / kind / order[part])
        record = {**order["record"], "number": number, "previous": before, "deployed_s": time.time()}
        (workspace / RECORD).write_text(json.dumps(record))
        (workspace / LAUNCHER).write_text(LAUNCH_SCRIPT)
        (workspace / LAUNCHER).chmod(0o755)
        # After a loss of power, the link must not lead to files that were never written.
        os.sync()
        workspace.chmod(0o755)
        workspace.rename(DEPLOYMENTS / str(number))
    finally:
        shutil.rmtree(workspace, ignore_errors=True)
    return number


def _link_current(number: int) -> None:
    """Point the link at a deployment, in one step: at no moment is there none."""
    link = ROOT / f".current-{os.getpid()}"
    link.symlink_to(Path("deployments") / str(number))
    link.replace(CURRENT)


def _start(number: int, service: bool) -> None:
    """Try out the current deployment, and restart the service with it."""
    _try_out(number)
    if service:
        _install_service()
    _restart_service()


def _undo(number: int, before: int | None) -> None:
    if before is None:
        CURRENT.unlink(missing_ok=True)
    elif _read_running() != before:
        _link_current(before)
        _restart_service(must_live=False)
    shutil.rmtree(DEPLOYMENTS / str(number))


def _try_out(number: int) -> None:
    """Listen to silence with the current deployment, as a user would start it; end if the host disconnects."""
    child = subprocess.Popen(
        [str(CURRENT / LAUNCHER), "--input", "raw"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        # A group of its own, so that the launcher is killed with all its children.
        start_new_session=True,
    )

    def end() -> None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)

    end_with_host(end)
    with child:
        try:
            _, stderr = child.communicate(SILENCE, timeout=TRY_OUT_TIMEOUT_S)
        finally:
            end()
    if child.returncode != 0:
        lines = stderr.decode(errors="replace").strip().splitlines() or [f"exit status {child.returncode}"]
        raise ValueError(f"expected deployment {number} to listen, got {lines[-1].removeprefix('error: ')}")


def _install_service() -> None:
    """Install the systemd unit, and remove it if systemd refuses it."""
    UNIT.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).parent / "listen" / SERVICE, UNIT)
    try:
        _run_systemctl("daemon-reload")
        _run_systemctl("enable", SERVICE)
    except ValueError:
        UNIT.unlink()
        raise


def _restart_service(must_live: bool = True) -> None:
    """Restart the service, if it is installed, with the current deployment."""
    if not UNIT.exists():
        return
    # systemctl returns once the service hears the microphone, or fails.
    done = subprocess.run(["systemctl", "--user", "restart", SERVICE], capture_output=True, check=False)
    if must_live and done.returncode != 0:
        raise ValueError(
            f"expected the service to be active, got {_read_service_state()}; journalctl --user -u {SERVICE}"
        )


def _read_service_state() -> str | None:
    if not UNIT.exists():
        return None
    command = ["systemctl", "--user", "is-active", SERVICE]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout.strip() or "unknown"


def _run_systemctl(*words: str) -> None:
    try:
        done = subprocess.run(["systemctl", "--user", *words], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ValueError("expected systemd, found no systemctl") from None
    if done.returncode != 0:
        raise ValueError(f"expected systemctl --user {' '.join(words)} to end well, got {done.stderr.strip()}")


def _prune(number: int) -> None:
    """Remove all but MAX_DEPLOYMENTS, the newest and those before it, and the parts that only the others used."""
    keep = {str(kept) for kept in list(_follow_previous(number, _read_records()))[:MAX_DEPLOYMENTS]}
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
        print(json.dumps({"status": lambda _: read_status(), "switch": switch, "back": roll_back}[verb](order)))
    except OSError as error:
        sys.exit(f"error: {error.strerror}: {error.filename or ROOT}")
    except (ValueError, subprocess.SubprocessError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
