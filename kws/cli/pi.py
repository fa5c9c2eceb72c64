"""`kws pi`: a Raspberry Pi for machines without one, emulated, behind SSH."""

import os
from typing import Annotated

import typer

from kws.core.errors import ParamsError
from kws.emulator.boards import BOARDS
from kws.emulator.pi import ALIAS, EmulatedPi

app = typer.Typer()
pi = typer.Typer(no_args_is_help=True, help="A Raspberry Pi for machines without one: emulated, behind SSH.")
app.add_typer(pi, name="pi")


@pi.command("start")
def start_pi(board: Annotated[str, typer.Option(help=f"One of {', '.join(BOARDS)}.")] = "pi-4") -> None:
    """Start the emulated Pi on a port of this machine; needs root. Each start begins with a fresh SD card.

    Example: sudo kws pi start --board pi-5
    """
    if board not in BOARDS:
        raise ParamsError(f"--board: expected one of {', '.join(BOARDS)}, got {board!r}")
    EmulatedPi().start(BOARDS[board])
    pi_status()


@pi.command("stop")
def stop_pi() -> None:
    """End the emulated Pi, its processes and mounts; its file system stays in .cache/pi for the next start.

    Example: sudo kws pi stop
    """
    EmulatedPi().stop()
    pi_status()


@pi.command("status")
def pi_status() -> None:
    """Show whether the emulated Pi runs, and how to log in.

    Example: kws pi status
    """
    emulated = EmulatedPi()
    where = os.path.relpath(emulated.ssh_config)
    print(f"running: ssh -F {where} {ALIAS}" if emulated.is_running else "not running: start it with kws pi start")
