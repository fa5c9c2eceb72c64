"""A verified version → a device that listens with it: sent, asked the golden clips, switched to."""

from pathlib import Path

from kws.core.errors import DeviceError
from kws.deployment.golden import Golden
from kws.deployment.requests import Record, Status, listen_code, status, switch
from kws.registry.version import Version
from kws.remote.bundle import model_files
from kws.remote.events import said
from kws.remote.lock import Lock
from kws.remote.ssh import SshDevice
from kws.remote.ssh_runner import SshRunner, owner, send_missing

TIMEOUT_S = 180


def deploy(
    target: str, version: Version, clips: Golden, lock: Lock, *, service: bool, ssh_config: Path | None = None
) -> Status:
    """Have a device listen with a version; whatever fails on the way, what ran there before runs on.

    Args:
        target: as one types it after `ssh`.
        version: whose chain is verified.
        clips: with the answers that the device must give.
        lock: of the packages on the device.
        service: whether to install the systemd service.
        ssh_config: a file to read instead of ~/.ssh/config.

    Raises:
        DeviceError: the device cannot be had, answers otherwise, or does not listen.
    """
    sha256, model = model_files(version.tflite)
    _, code = listen_code()
    with SshDevice(target, TIMEOUT_S, ssh_config) as device:
        before = status(device)
        send_missing(device, {**code, **model})
        _ask(SshRunner(target, TIMEOUT_S, ssh_config), clips, version)
        record = Record(
            model=version.model,
            version=version.number,
            model_sha256=version.manifest.sha256,
            front_end_sha256=version.manifest.front_end_spec.sha256,
            by=owner().partition(",")[0],
        )
        return switch(device, before.running, sha256, lock.sha256, record, service=service)


def _ask(runner: SshRunner, clips: Golden, version: Version) -> None:
    """Hold the device's answers to the golden ones.

    Raises:
        DeviceError: they differ.
    """
    heard = said(list(runner.events(clips.job(version.tflite))), windows=0)
    answers = [(answer.id, answer.probabilities) for answer in heard.answers]
    asked = [clip.id for clip in clips.job(version.tflite).clips]
    problems = list(clips.problems(answers)) if [name for name, _ in answers] == asked else ["other clips than asked"]
    if problems:
        raise DeviceError(
            f"expected the answers of this machine, got {'; '.join(problems)}: {runner.target}; it stays as it was"
        )
