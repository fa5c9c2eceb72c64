"""`kws deploy`: deployment of a registered version to a device."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from kws.cli.devices import TIMEOUT_S, Host, SshConfig, show
from kws.deployment.deploy import deploy as deployed
from kws.deployment.golden import make_golden_clips
from kws.deployment.requests import Status, roll_back
from kws.registry.chain import fetch
from kws.registry.version import Address
from kws.remote.lock import LOCK, Lock
from kws.remote.ssh import SshDevice
from kws.tracking.client import connect

app = typer.Typer()

ModelAddress = Annotated[str, typer.Option("--model", help="models:/NAME@ALIAS or models:/NAME/VERSION.")]
Clips = Annotated[Path, typer.Option(help="Clips to check on the device too, if they are the data of the model.")]
Service = Annotated[bool, typer.Option("--service", help="Install a systemd service that listens to the microphone.")]
Rollback = Annotated[bool, typer.Option("--rollback", help="Restore the version that ran before.")]

ADVICE = "nothing was deployed, the device is as it was"


@app.command()
def deploy(
    host: Host,
    model: ModelAddress = "models:/keyword-spotter@champion",
    rollback: Rollback = False,
    service: Service = False,
    clips: Clips = Path("data/clips"),
    ssh_config: SshConfig = None,
) -> None:
    """Deploy a registered version to a device, or restore the previous one.

    The device switches to it after giving the same answers as this machine; --rollback restores the previous version.

    Examples: kws deploy pi; kws deploy pi --model models:/keyword-spotter/3 --service; kws deploy pi --rollback
    """
    status = _back(host, ssh_config) if rollback else _deployed(host, model, clips, ssh_config, service=service)
    show(host, status)


def _back(host: str, ssh_config: Path | None) -> "Status":

    with SshDevice(host, TIMEOUT_S, ssh_config) as connection:
        return roll_back(connection)


def _deployed(host: str, model: str, clips: Path, ssh_config: Path | None, *, service: bool) -> "Status":

    address = Address.parse(model)
    with tempfile.TemporaryDirectory(prefix="kws-") as folder:
        with connect(ADVICE) as client:
            version = fetch(client, address, Path(folder, "version"))
        answers = make_golden_clips(version, clips, Path(folder, "golden"))
        print(f"{version}: verified; {len(answers.answers)} golden clips")
        return deployed(host, version, answers, Lock(LOCK), service=service, ssh_config=ssh_config)
