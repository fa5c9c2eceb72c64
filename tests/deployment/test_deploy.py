"""Deployment to a device behind a real sshd, and rollback; the previous version runs on whatever fails."""

import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from support.project import ROOT
from support.ssh_server import SSHD
from support.systemd import needs_systemd, start_user_systemd

from kws.core.errors import ConnectionLostError, DeviceError
from kws.deployment.deploy import deploy
from kws.deployment.golden import make_golden_clips
from kws.deployment.requests import VersionRecord, pack_listener, read_status, roll_back, switch
from kws.remote.bundle import pack_model
from kws.remote.lock import LOCK, Lock
from kws.remote.ssh import SshDevice
from kws.remote.ssh_runner import send_missing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SSHD is None, reason="needs sshd: apt-get install openssh-server"),
]


@pytest.fixture
def deploy_version(clips_folder, tmp_path):
    """Deploy a version to `pi`; returns the status."""

    def act(version, service=False):
        clips = make_golden_clips(version, clips_folder, tmp_path / f"golden {version.number} {time.monotonic_ns()}")
        return deploy("pi", version, clips, Lock(LOCK), service=service)

    return act


@pytest.fixture
def switch_version():
    """Deploy without checking the golden clips."""

    def act(version, service=False):
        sha256, model = pack_model(version.tflite)
        record = VersionRecord(version.model, version.number, version.manifest.sha256, "", "somebody")
        with SshDevice("pi", 60) as device:
            send_missing(device, {**model, **pack_listener()[1]})
            return switch(device, read_status(device).running, sha256, Lock(LOCK).sha256, record, service=service)

    return act


def read_running(pi):
    """The version that the device's link `current` leads to."""
    return json.loads((pi.home / ".kws/current/deployment.json").read_text())["version"]


def listens(pi, *flags, sound=bytes(64_000)):
    """Run kws-listen on the device."""
    command = [str(pi.home / ".kws/current/kws-listen"), *flags]
    return subprocess.run(command, input=sound, capture_output=True, check=False, cwd="/")


def listener(pi):
    """The version that the process of the service listens with."""
    pid = systemctl(pi, "show", "--property=MainPID", "--value").strip()
    model = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[4].decode()
    return json.loads((Path(model).parent / "deployment.json").read_text())["version"]


def systemctl(pi, verb, *words):
    """Run systemctl for the service as the device's user."""
    command = ["systemctl", "--user", verb, "kws-listen.service", *words]
    environment = {**os.environ, **pi.environment}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def ask(act, *arguments):
    with SshDevice("pi", 30) as device:
        return act(device, *arguments)


def test_a_bare_device_says_that_nothing_is_deployed(pi):
    assert ask(read_status).deployments == ()


def test_a_deployed_version_listens_and_says_what_it_is(pi, version, deploy_version):
    one = version(1)
    found = deploy_version(one)
    (deployment,) = found.deployments
    assert (found.running, deployment.previous, found.service) == (1, None, None)
    assert (deployment.model, deployment.version) == ("doorbell", "1")
    assert deployment.model_sha256 == one.manifest.sha256
    assert found == ask(read_status)
    assert listens(pi, "--input", "raw").returncode == 0
    assert b"error: expected a WAV file" in listens(pi, "--input", "wav", sound=b"no").stderr


def test_the_clips_of_the_models_data_are_asked_with_the_answers_on_record(version, clips_folder, tmp_path):
    one = version(1)
    with_clips = make_golden_clips(one, clips_folder, tmp_path / "with")
    without = make_golden_clips(one, tmp_path / "none", tmp_path / "without")
    assert set(with_clips.answers) - set(without.answers) == {f"{w}_{n}.wav" for w in ("up", "down") for n in range(3)}
    assert all(len(answer) == 2 for answer in with_clips.answers.values())


def test_three_versions_are_kept_and_a_rollback_goes_back_one_by_one(pi, version, switch_version):
    for number in (1, 2, 3, 4):
        switch_version(version(number))
    assert [one.version for one in ask(read_status).deployments] == ["4", "3", "2"]
    assert len(list((pi.home / ".kws/models").iterdir())) == 3
    assert ask(roll_back).deployments[0].version == read_running(pi) == "3"
    assert listens(pi, "--input", "raw").returncode == 0
    # What was taken back is no way back from the next one.
    assert [one.version for one in switch_version(version(5)).deployments] == ["5", "3", "2"]
    ask(roll_back)
    assert ask(roll_back).running == 2
    with pytest.raises(DeviceError, match="expected an earlier deployment to return to, found none: pi"):
        ask(roll_back)
    assert read_running(pi) == "2"


def test_the_same_version_again_changes_nothing(pi, version, switch_version):
    one = version(1)
    first = switch_version(one)
    again = switch_version(one)
    assert again == first


def test_a_device_that_answers_otherwise_keeps_its_version(pi, version, deploy_version, clips_folder, tmp_path):
    deploy_version(version(1))
    two = version(2)
    clips = make_golden_clips(two, clips_folder, tmp_path / "spoiled")
    spoiled = replace(clips, answers={**clips.answers, "hum.wav": (1.0, 0.0)})
    with pytest.raises(DeviceError, match=r"hum\.wav: expected 1\.000, 0\.000 as on this machine, got .*: pi"):
        deploy("pi", two, spoiled, Lock(LOCK), service=False)
    assert read_running(pi) == "1"
    assert len(ask(read_status).deployments) == 1


def test_a_version_that_does_not_listen_is_rolled_back_by_itself(pi, version, switch_version):
    switch_version(version(1))
    pi.add_command("readlink", "echo no such luck >&2; exit 1")
    with pytest.raises(DeviceError, match=r"expected deployment 2 to listen, got [^;]*; rolled back: pi"):
        switch_version(version(2))
    (pi.bin / "readlink").unlink()
    assert read_running(pi) == "1"
    assert [one.version for one in ask(read_status).deployments] == ["1"]
    assert listens(pi, "--input", "raw").returncode == 0


def test_a_first_version_that_does_not_listen_leaves_nothing_running(pi, version, switch_version):
    pi.add_command("readlink", "exit 1")
    with pytest.raises(DeviceError, match="rolled back"):
        switch_version(version(1))
    assert ask(read_status).running is None
    assert not (pi.home / ".kws/current").is_symlink()


@needs_systemd
def test_the_service_listens_with_each_version_and_one_that_dies_is_rolled_back(pi, version, switch_version):
    (pi.home / ".asoundrc").write_text(
        "pcm.heard { type file slave.pcm null file /dev/null format raw infile /dev/urandom }\n"
    )
    units, microphone = pi.home / ".config/systemd/user", pi.home / ".config/kws-listen.conf"
    (units / "kws-listen.service.d").mkdir(parents=True)
    # There is no journal here.
    output = "[Service]\nStandardOutput=append:%h/heard\nStandardError=null\n"
    (units / "kws-listen.service.d/output.conf").write_text(output)
    microphone.write_text("ARGUMENTS=--device heard --rate 44100\n")
    # One of two words always has half of the probability.
    eager = [version(number, 0.45 + number / 100) for number in range(4)]
    with tempfile.TemporaryDirectory() as runtime, start_user_systemd(pi, Path(runtime)):
        assert switch_version(eager[0]).service is None
        assert switch_version(eager[1], service=True).service == "active"
        assert listener(pi) == eager[1].number
        with (pi.home / "heard").open() as said:
            while not (line := said.readline()):
                time.sleep(0.05)
        assert set(json.loads(line)) == {"time_s", "label", "probability"}
        assert switch_version(eager[2]).service == "active"
        assert listener(pi) == eager[2].number
        assert ask(roll_back).service == "active"
        assert listener(pi) == eager[1].number
        microphone.write_text("ARGUMENTS=--device hw:77\n")
        with pytest.raises(DeviceError, match=r"expected the service to be active, got activating; journalctl.*: pi"):
            switch_version(eager[3])
        assert read_running(pi) == eager[1].number
        microphone.write_text("ARGUMENTS=--device heard\n")
        systemctl(pi, "restart")
        assert listener(pi) == eager[1].number
    assert not pi.agents()


def test_a_device_whose_systemd_takes_no_service_keeps_its_version(pi, version, switch_version):
    switch_version(version(1))
    pi.add_command("systemctl", "echo Failed to connect to bus >&2; exit 1")
    with pytest.raises(
        DeviceError, match="systemctl --user daemon-reload to end well, got Failed to connect to bus; rolled back"
    ):
        switch_version(version(2), service=True)
    assert read_running(pi) == "1"
    # Nothing of the attempt is in the way of the next one.
    assert switch_version(version(3)).service is None


def test_of_two_deploys_the_slower_one_is_refused(pi, version, switch_version):
    switch_version(version(1))
    sha256, model = pack_model(version(2).tflite)
    record = VersionRecord("doorbell", "2", "", "", "somebody")
    with SshDevice("pi", 30) as device:
        send_missing(device, model)
        with pytest.raises(DeviceError, match="expected deployment None to run, found 1; run kws deploy again: pi"):
            switch(device, None, sha256, Lock(LOCK).sha256, record, service=False)
    assert read_running(pi) == "1"


def test_a_device_that_works_for_another_is_left_alone(pi, version, switch_version):
    switch_version(version(1))
    with (pi.home / ".kws/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("somebody@elsewhere since noon")
        lock.flush()
        with pytest.raises(DeviceError, match="expected a free device, got one that works for somebody@elsewhere"):
            switch_version(version(2))
        with pytest.raises(DeviceError, match="expected a free device"):
            ask(roll_back)
    assert read_running(pi) == "1"


def test_a_connection_lost_in_the_middle_leaves_the_version_before(pi, version, switch_version):
    switch_version(version(1))
    pi.add_command("readlink", 'sleep 30; exec /usr/bin/readlink "$@"')
    with ThreadPoolExecutor() as pool:
        second = pool.submit(switch_version, version(2))
        while read_running(pi) == "1":
            assert not second.done(), second.exception()
            time.sleep(0.05)
        assert pi.drop_sessions()
        with pytest.raises(ConnectionLostError, match="lost the connection"):
            second.result()
    until = time.monotonic() + 20
    while (pi.home / ".kws/deployments/2").exists() and time.monotonic() < until:
        time.sleep(0.05)
    (pi.bin / "readlink").unlink()
    assert [one.version for one in ask(read_status).deployments] == ["1"]
    assert listens(pi, "--input", "raw").returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system")
def test_a_full_disk_keeps_the_version_and_the_way_back(pi, packages, version, switch_version):
    place = pi.home / ".kws"
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], check=True)
    try:
        (place / "venv").mkdir()
        (place / "venv" / Lock(LOCK).sha256).symlink_to(packages)
        switch_version(version(1))
        switch_version(version(2))
        with pytest.raises(OSError, match="No space"), (place / "filler").open("wb", buffering=0) as filler:
            while filler.write(bytes(4096)):
                pass
        with pytest.raises(DeviceError, match=r"No space left on device.*: pi$"):
            switch_version(version(3))
        assert read_running(pi) == "2"
        assert not list(place.glob(".new-*"))
        assert ask(roll_back).deployments[0].version == "1"
        assert listens(pi, "--input", "raw").returncode == 0
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_device_without_the_packages_says_what_to_run(pi, version, deploy_version):
    (pi.home / ".kws/venv" / Lock(LOCK).sha256).unlink()
    with pytest.raises(DeviceError, match="run kws device setup: pi"):
        deploy_version(version(1))


def test_a_device_whose_answer_is_nonsense_is_quoted(pi):
    with SshDevice("pi", 30) as device:
        send_missing(device, pack_listener()[1])
        program = pi.home / ".kws/agent" / pack_listener()[0] / "kws/device/deployments.py"
        assert program.exists()
        pi.add_command("python3", f'case "$3" in module) echo {{}};; *) exec {sys.executable} "$@";; esac')
        with pytest.raises(DeviceError, match=r"expected the status of deployments, got .*running: missing.*: pi"):
            read_status(device)


def test_kws_deploys_what_the_registry_has_and_takes_it_back(pi, results, store, tmp_path):
    results.track()
    registered = results.register()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def kws(*words):
        command = [sys.executable, "-m", "kws.cli", *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    refused = kws("deploy", "pi")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("error: expected a version at models:/keyword-spotter@champion, found none")
    store.set_registered_model_alias("keyword-spotter", "champion", registered["version"])
    done = kws("deploy", "pi", "--clips", str(results.clips))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "models:/keyword-spotter/1: verified; 13 golden clips"
    assert f"keyword-spotter version 1, model {results.evidence().manifest.sha256[:12]}" in done.stdout
    assert kws("device", "status", "pi").stdout.splitlines() == done.stdout.splitlines()[1:]
    rollback = kws("deploy", "pi", "--rollback")
    assert (rollback.returncode, rollback.stderr.count("\n")) == (2, 1)
    assert "expected an earlier deployment to return to, found none: pi" in rollback.stderr
