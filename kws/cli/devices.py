"""`kws device`: Raspberry Pis across the network."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kws.deployment.requests import Status, read_status
from kws.remote.lock import LOCK, Lock
from kws.remote.setup import check, set_up
from kws.remote.ssh import SshDevice

app = typer.Typer()
devices = typer.Typer(no_args_is_help=True, help="Raspberry Pis across the network.")
app.add_typer(devices, name="device")

# pip on a Raspberry Pi prints nothing for minutes.
SETUP_TIMEOUT_S = 900
TIMEOUT_S = 60

Host = Annotated[str, typer.Argument(help="A name of ~/.ssh/config, or [user@]host[:port].")]
SshConfig = Annotated[
    Path | None, typer.Option("--ssh-config", "-F", help="SSH configuration to read instead of ~/.ssh/config.")
]


@devices.command("setup")
def device_setup(
    host: Host,
    wheels: Annotated[
        Path | None, typer.Option(help="Folder of wheels to send, if the device cannot reach a package index.")
    ] = None,
    ssh_config: SshConfig = None,
) -> None:
    """Install the packages that the agent needs on a device, in ~/.kws, unless they are there already.

    Examples: kws device setup pi; kws device setup pi --wheels wheels
    """
    with SshDevice(host, SETUP_TIMEOUT_S, ssh_config) as connection:
        made = set_up(connection, Lock(LOCK), wheels)
    print(f"{host}: {'packages installed' if made else 'packages already there'}; try kws device check {host}")


@devices.command("check")
def device_check(
    host: Host,
    allow_governor: Annotated[
        bool, typer.Option("--allow-governor", help="Accept any CPU frequency governor.")
    ] = False,
    ssh_config: SshConfig = None,
) -> None:
    """Show a device's hardware and state, and whether a measurement would be valid; exit with status 1 if not.

    Examples: kws device check pi; kws device check -F .cache/pi/ssh_config kws-pi
    """
    with SshDevice(host, SETUP_TIMEOUT_S, ssh_config) as connection:
        condition = check(connection, Lock(LOCK), allow_governor)
    for line in condition.facts:
        print(line)
    for obstacle in condition.obstacles:
        print(f"OBSTACLE  {obstacle}")
    print("a measurement would be invalid" if condition.obstacles else "a measurement would be valid")
    if condition.obstacles:
        raise typer.Exit(1)


@devices.command("status")
def device_status(host: Host, ssh_config: SshConfig = None) -> None:
    """Show which version runs on a device and since when, and the earlier ones it can return to.

    Example: kws device status pi
    """
    with SshDevice(host, TIMEOUT_S, ssh_config) as connection:
        found = read_status(connection)
    show(host, found)


def show(host: str, status: "Status") -> None:
    """Print what runs on a device, the running version first."""
    if status.running is None:
        print(f"{host}: nothing is deployed; try kws deploy {host}")
    for deployment in status.deployments:
        runs = deployment.number == status.running
        since_s = status.since_s if runs else deployment.deployed_s
        assert since_s is not None
        when = f"{datetime.fromtimestamp(since_s).astimezone():%Y-%m-%d %H:%M:%S %z}"
        what = f"{deployment.model} version {deployment.version}, model {deployment.model_sha256[:12]}"
        where = f"deployment {deployment.number} by {deployment.by}"
        print(f"{host}: {'runs since' if runs else 'kept, from'} {when}  {what}, {where}")
    if status.service:
        print(f"{host}: service kws-listen is {status.service}")
