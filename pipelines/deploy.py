"""`kws deploy`: a registered version onto a device, and back."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.device import TIMEOUT_S, Host, SshConfig, show
from pipelines.terminal import one_line_errors

if TYPE_CHECKING:
    from components.deploy.device import Status

app = typer.Typer()

ModelAddress = Annotated[str, typer.Option("--model", help="models:/NAME@ALIAS or models:/NAME/VERSION.")]
Clips = Annotated[Path, typer.Option(help="Recordings to ask the device too, if they are the model's data.")]
Service = Annotated[bool, typer.Option("--service", help="Install a systemd service that listens to the microphone.")]
Rollback = Annotated[bool, typer.Option("--rollback", help="Return to the version that ran before.")]

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
    """Have a device listen with a version of the registry, once it answers there as here; or return to the last.

    Examples: kws deploy pi; kws deploy pi --model models:/keyword-spotter/3 --service; kws deploy pi --rollback
    """
    with one_line_errors():
        status = _back(host, ssh_config) if rollback else _deployed(host, model, clips, ssh_config, service=service)
    show(host, status)


def _back(host: str, ssh_config: Path | None) -> "Status":
    # Imported here: SSH takes a while.
    from components.deploy.device import back  # noqa: PLC0415
    from components.validate.ssh import SshDevice  # noqa: PLC0415

    with SshDevice(host, TIMEOUT_S, ssh_config) as connection:
        return back(connection)


def _deployed(host: str, model: str, clips: Path, ssh_config: Path | None, *, service: bool) -> "Status":
    # Imported here: SSH, LiteRT and MLflow take a while.
    from components.deploy.behaviour import golden  # noqa: PLC0415
    from components.deploy.stage import deploy as deployed  # noqa: PLC0415
    from components.register.chain import Address, fetch  # noqa: PLC0415
    from components.track.client import connected  # noqa: PLC0415
    from components.validate.environment import LOCK, Lock  # noqa: PLC0415

    address = Address.parse(model)
    with tempfile.TemporaryDirectory(prefix="kws-") as folder:
        with connected(ADVICE) as client:
            version = fetch(client, address, Path(folder, "version"))
        answers = golden(version, clips, Path(folder, "golden"))
        print(f"{version}: verified; {len(answers.answers)} golden clips")
        return deployed(host, version, answers, Lock(LOCK), service=service, ssh_config=ssh_config)
