"""The deployment of a verified version: send it, check its answers on the device, switch to it."""

from pathlib import Path

from kws.core.errors import DeviceError
from kws.deployment.golden import GoldenClips
from kws.deployment.requests import Status, VersionRecord, pack_listener, read_status, switch
from kws.registry.version import Version
from kws.remote.bundle import pack_model
from kws.remote.events import parse_job_log
from kws.remote.lock import Lock
from kws.remote.ssh import SshDevice
from kws.remote.ssh_runner import SshRunner, get_owner, send_missing

TIMEOUT_S = 180


def deploy(
    target: str, version: Version, clips: GoldenClips, lock: Lock, *, service: bool, ssh_config: Path | None = None
) -> Status:
    """Deploy a version to a device; if anything fails, the device keeps running its previous version.

    Args:
        target: as for `ssh`.
        version: with a verified chain.
        clips: and the answers that the device must give.
        lock: of the packages on the device.
        service: whether to install the systemd service.
        ssh_config: file to read instead of ~/.ssh/config.

    Raises:
        DeviceError: the device cannot be reached, answers differently, or fails to listen.
    """
    sha256, model = pack_model(version.tflite)
    _, code = pack_listener()
    with SshDevice(target, TIMEOUT_S, ssh_config) as device:
        before = read_status(device)
        send_missing(device, {**code, **model})
        _check_answers(SshRunner(target, TIMEOUT_S, ssh_config), clips, version)
        record = VersionRecord(
            model=version.model,
            version=version.number,
            model_sha256=version.manifest.sha256,
            front_end_sha256=version.manifest.front_end_spec.sha256,
            by=get_owner().partition(",")[0],
        )
        return switch(device, before.running, sha256, lock.sha256, record, service=service)


def _check_answers(runner: SshRunner, clips: GoldenClips, version: Version) -> None:
    """Compare the device's answers with the golden ones.

    Raises:
        DeviceError: they differ.
    """
    job = clips.make_job(version.tflite)
    answers = [(answer.id, answer.probabilities) for answer in parse_job_log(list(runner.run(job)), windows=0).answers]
    same_clips = [name for name, _ in answers] == [clip.id for clip in job.clips]
    problems = list(clips.check_answers(answers)) if same_clips else ["answers to other clips"]
    if problems:
        raise DeviceError(
            f"expected the answers of this machine, got {'; '.join(problems)}: {runner.target}; "
            "it keeps its previous version"
        )
