"""Devices behind a real sshd on loopback: each fault that a network, a device or a person can cause."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from support.project import CLIPS_PER_WORD, ROOT, params_flag
from support.ssh_server import SSHD, Loopback, add_packages

from components.validate.__main__ import main
from kws.audio.manifest import read_manifest
from kws.core.errors import ConnectionLostError, DeviceError
from kws.device.job import Job, JobClip
from kws.model.manifest import read_manifest as read_model_manifest
from kws.remote.bundle import make_bundle
from kws.remote.fleet import run_on_all
from kws.remote.lock import LOCK, Lock
from kws.remote.setup import check, set_up
from kws.remote.ssh import SshDevice
from kws.remote.ssh_runner import SshRunner, send_missing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SSHD is None, reason="needs sshd: apt-get install openssh-server"),
]

CLIPS = 2 * CLIPS_PER_WORD["test"]


@pytest.fixture(scope="module")
def job(clips_folder, tflite_folder):
    manifest = read_model_manifest(tflite_folder)
    clips = [clip for clip in read_manifest(clips_folder) if clip.split == "test"]
    return Job(
        model=str(tflite_folder),
        model_sha256=manifest.sha256,
        front_end_sha256=manifest.front_end_spec.sha256,
        clips_folder=str(clips_folder),
        clips=tuple(JobClip(clip.path, clip.path, clip.sha256) for clip in clips),
        warmup_clips=1,
        windows=5,
        window_s=0.05,
    )


def _with_agent(device, script):
    """Put a program in the place of the environment's Python."""
    place = device.home / ".kws" / "venv" / Lock(LOCK).sha256
    place.unlink()
    (place / "bin").mkdir(parents=True)
    (place / "bin" / "python").write_text(f"#!/bin/sh\n{script}\n")
    (place / "bin" / "python").chmod(0o755)


def _events(job, timeout_s=30.0, answered=lambda *_: None):
    return run_on_all({"pi": SshRunner("pi", timeout_s)}, job, answered)["pi"]


def _gone(find, within_s=10):
    """Wait up to a moment until nothing is found; returns whether that is so."""
    until = time.monotonic() + within_s
    while found := find():
        if time.monotonic() > until:
            return found
        time.sleep(0.1)
    return found


def test_two_devices_answer_as_the_host_does(pi, packages, clips_folder, tflite_folder, evaluation, tmp_path):
    second = Loopback(tmp_path / "second")
    add_packages(second, packages)
    with (pi.ssh / "config").open("a") as config:
        config.write((second.ssh / "config").read_text().replace("Host pi", "Host second"))
    second.start()
    try:
        device = {"kind": "raspberry-pi", "targets": ["pi", "second"], "allow_governor": True}
        report = tmp_path / "device.json"
        flags = ["--clips", str(clips_folder), "--tflite", str(tflite_folder), "--device-report", str(report)]
        flags += ["--predictions", str(evaluation / "predictions.csv")]
        main([*params_flag("validate", device=device, window_s=0.05, max_spread=10), *flags])
    finally:
        second.stop()
    document = json.loads(report.read_text())
    assert [row["target"] for row in document["targets"]] == ["pi", "second"]
    assert all(row["agreement"]["same"] == CLIPS for row in document["targets"])
    # This machine is no Raspberry Pi, and the report does not let it pass for one.
    assert document["valid"] is False
    assert any("pi: not a Raspberry Pi" in reason for reason in document["reasons"])


def test_what_a_device_has_is_not_sent_again_unless_it_is_damaged(pi, job):
    needed = make_bundle(job)
    with SshDevice("pi", 30) as device:
        assert sorted(send_missing(device, needed.parts)) == sorted(needed.parts)
        assert send_missing(device, needed.parts) == []
        clip = f"clips/{job.clips[0].sha256}"
        (pi.home / ".kws" / clip).write_bytes(b"RIFF")
        code = next(pi.home.glob(".kws/agent/*/kws/device/measure.py"))
        code.write_text("raise SystemExit('tampered')\n")
        assert sorted(send_missing(device, needed.parts)) == [f"agent/{needed.agent_sha256}", clip]
    assert "tampered" not in code.read_text()


def test_a_model_that_is_another_on_the_device_is_not_loaded(pi, job):
    with pytest.raises(DeviceError, match="expected model 000000000000"):
        _events(replace(job, model_sha256="0" * 64))


def test_a_host_that_is_down_is_named(pi, job):
    pi.stop()
    with pytest.raises(DeviceError, match=r"expected a device that answers SSH, got Unable to connect.*: pi"):
        _events(job)


def test_an_unknown_host_key_is_refused_and_the_advice_works(pi):
    (pi.ssh / "known_hosts").write_text("")
    with pytest.raises(DeviceError, match=r"unknown one of \[127.0.0.1\].*SHA256:") as refused:
        SshDevice("pi", 10)
    advice = str(refused.value).partition("then run ")[2].replace("~/.ssh", str(pi.ssh))
    assert advice.startswith("ssh-keyscan -p")
    subprocess.run(advice, shell=True, check=True, capture_output=True)
    with SshDevice("pi", 10) as device:
        assert device.ask("probe")["bits"] == 64


def test_a_changed_host_key_is_refused(pi):
    other = (pi.ssh / "id_ed25519.pub").read_text()
    (pi.ssh / "known_hosts").write_text(f"[127.0.0.1]:{pi.port} {other}")
    with pytest.raises(DeviceError, match=r"got another: SHA256:.*ssh-keygen -R '\[127"):
        SshDevice("pi", 10)


def test_a_key_that_the_device_does_not_accept_says_what_to_do(pi):
    (pi.folder / "authorized_keys").write_text("")
    with pytest.raises(DeviceError, match=r"expected a key that the device accepts.*ssh-copy-id pi"):
        SshDevice("pi", 10)


def test_a_device_is_reached_through_another_whose_key_is_checked_too(pi):
    with (pi.ssh / "config").open("a") as config:
        config.write((pi.ssh / "config").read_text().replace("Host pi", "Host behind\n  ProxyJump pi"))
        # As `behind`, but by another name for the same address that known_hosts does not hold.
        config.write(f"Host stranger\n  HostName localhost\n  Port {pi.port}\n  IdentityFile {pi.ssh}/id_ed25519\n")
        config.write("Host far\n  HostName 127.0.0.1\n  ProxyJump stranger\n")
    with SshDevice("behind", 10) as device:
        assert device.ask("probe")["home"] == str(pi.home)
    with pytest.raises(DeviceError, match=r"unknown one of \[localhost\]"):
        SshDevice("far", 10)


def test_another_configuration_is_read_instead_of_the_users(pi, tmp_path):
    own = tmp_path / "of its own" / "ssh_config"
    own.parent.mkdir()
    known = own.with_name("known hosts")
    (pi.ssh / "known_hosts").replace(known)
    users = (pi.ssh / "config").read_text()
    own.write_text(users.replace("Host pi", "Host mine").replace(f"{pi.ssh}/known_hosts", f'"{known}"'))
    (pi.ssh / "config").write_text("Host mine\n  Port 1\n")
    with SshDevice("mine", 10, own) as device:
        assert device.ask("probe")["home"] == str(pi.home)
    with pytest.raises(DeviceError, match=r"expected an SSH configuration file, found none: .*missing$"):
        SshDevice("mine", 10, tmp_path / "missing")


def test_a_connection_lost_in_the_middle_starts_anew_and_counts_nothing_twice(pi, job):
    dropped = []

    def drop_once(_, clips):
        if clips == CLIPS // 2 and not dropped:
            dropped.append(pi.drop_sessions())

    events = _events(replace(job, window_s=0.3), answered=drop_once)
    assert dropped[0] > 0
    assert [event["event"] for event in events] == ["start", *["clip"] * CLIPS, *["window"] * 5, "end"]
    assert [event["id"] for event in events if event["event"] == "clip"] == [clip.id for clip in job.clips]


def test_a_connection_that_is_lost_every_time_is_given_up(pi, job):
    with pytest.raises(ConnectionLostError, match=r"lost the connection.*: pi$"):
        _events(replace(job, window_s=1), answered=lambda _, clips: clips == 1 and pi.drop_sessions())
    assert not _gone(pi.agents)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system")
def test_a_full_disk_is_said_and_nothing_half_written_stays(pi, job):
    place = pi.home / ".kws"
    lock = place / "venv" / Lock(LOCK).sha256
    packages = lock.readlink()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)], check=True)
    try:
        lock.parent.mkdir()
        lock.symlink_to(packages)
        with pytest.raises(DeviceError, match=r"No space left on device.*: pi$"):
            _events(job)
        assert [path.name for path in place.iterdir()] == ["venv"]
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_hung_agent_is_given_up_and_ends(pi, job):
    _with_agent(pi, "exec sleep 1000")
    with pytest.raises(DeviceError, match=r"expected an answer within 2 s, got none: pi"):
        _events(job, timeout_s=2)
    assert not _gone(pi.agents)


def test_a_device_that_measures_for_another_says_for_whom(pi, job):
    _with_agent(pi, "exec sleep 1000")
    with ThreadPoolExecutor() as pool:
        first = pool.submit(_events, job, timeout_s=8)
        while not pi.agents():
            time.sleep(0.1)
        with pytest.raises(DeviceError, match=rf"expected a free device.*process {os.getpid()} since 20"):
            _events(job)
        assert "expected an answer within 8 s" in str(first.exception())


def test_a_lock_whose_owner_is_gone_holds_nobody_up(pi, job):
    (pi.home / ".kws" / "lock").write_text("somebody@elsewhere, process 1 since 2020-01-01 00:00:00 +0000\n")
    assert len(_events(job)) == 1 + CLIPS + 5 + 1


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo Segmentation fault", "expected a JSON object per line, got 'Segmentation fault"),
        ("echo 42", "expected a JSON object per line, got '42"),
        ("echo Illegal instruction >&2; exit 132", "Illegal instruction: pi"),
        ("kill -KILL $$", "the agent was ended by SIGKILL: pi"),
        ("while echo '{}'; do :; done", "events, got more: pi"),
        ("head -c 3000000 /dev/zero", "expected a JSON object per line"),
    ],
)
def test_a_device_that_talks_nonsense_is_quoted(pi, job, script, message):
    _with_agent(pi, script)
    with pytest.raises(DeviceError, match=message):
        _events(job)
    assert not _gone(pi.agents)


def test_a_device_whose_python_answers_nonsense_is_quoted(pi):
    pi.add_command("python3", "echo hello")
    with SshDevice("pi", 10) as device, pytest.raises(DeviceError, match="expected an answer in JSON, got b'hello"):
        device.ask("probe")


def test_a_device_without_the_packages_says_what_to_run(pi, job):
    (pi.home / ".kws" / "venv" / Lock(LOCK).sha256).unlink()
    with pytest.raises(DeviceError, match=r"expected the packages of lock.*run kws device setup: pi"):
        _events(job)


def test_ctrl_c_ends_the_agent_on_the_device(pi, clips_folder, tflite_folder, evaluation, tmp_path):
    _with_agent(pi, "exec sleep 1000")
    device = {"kind": "raspberry-pi", "targets": ["pi"], "allow_governor": True}
    flags = ["--clips", clips_folder, "--tflite", tflite_folder, "--predictions", evaluation / "predictions.csv"]
    # A job in the background, as tests may be, ignores ctrl-C and so would its children.
    command = ["env", "--default-signal=INT", sys.executable, "-m", "components.validate"]
    command += [*params_flag("validate", device=device), *map(str, flags)]
    command += ["--device-report", str(tmp_path / "device.json")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as host:
        while not pi.agents():
            assert host.poll() is None
            time.sleep(0.1)
        host.send_signal(signal.SIGINT)
        _, said = host.communicate(timeout=30)
    assert (host.returncode, said.decode().strip()) == (130, "interrupted")
    assert not _gone(pi.agents)
    assert not (tmp_path / "device.json").exists()


def test_a_32_bit_system_is_refused_with_the_reason(pi, wheel_folder):
    pi.add_command("uname", "echo armv7l")
    folder, lock = wheel_folder
    with SshDevice("pi", 30) as device:
        with pytest.raises(DeviceError, match="on armv7l: LiteRT has no packages for 32-bit ARM"):
            set_up(device, lock, folder)
        assert "armv7l" in check(device, lock, allow_governor=True).obstacles[0]


def test_a_missing_wheel_is_named_and_nothing_is_installed(pi, wheel_folder, tmp_path):
    folder, lock = wheel_folder
    (wheel,) = folder.glob("ai_edge_litert*.whl")
    (tmp_path / wheel.name).write_bytes(wheel.read_bytes())
    with (
        SshDevice("pi", 30) as device,
        pytest.raises(DeviceError, match=r"found none of numpy==.*run pip download .*--python-version 3\."),
    ):
        set_up(device, lock, tmp_path)
    assert not (pi.home / ".kws" / "venv" / lock.sha256).exists()


def test_setup_takes_the_packages_from_the_index_of_the_device(wheel_folder, tmp_path, monkeypatch):
    folder, lock = wheel_folder
    for wheel in folder.glob("*.whl"):
        page = tmp_path / "simple" / wheel.name.partition("-")[0].replace("_", "-")
        page.mkdir(parents=True)
        (page / wheel.name).symlink_to(wheel)
    handler = partial(_Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as index:
        Thread(target=index.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{index.server_port}/simple"
        device = Loopback(tmp_path / "fresh", PIP_INDEX_URL=address, PIP_CONFIG_FILE="/dev/null")
        monkeypatch.setenv("HOME", str(device.ssh.parent))
        device.start()
        try:
            with SshDevice("pi", 120) as connection:
                assert "no packages" in check(connection, lock, allow_governor=True).obstacles[0]
                assert set_up(connection, lock, None) is True
                condition = check(connection, lock, allow_governor=True)
        finally:
            device.stop()
            index.shutdown()
    assert any(fact.endswith("there") and "not there" not in fact for fact in condition.facts)
    assert not any("packages" in obstacle for obstacle in condition.obstacles)


def test_the_command_says_whether_a_measurement_would_be_valid(pi):
    command = [sys.executable, "-m", "kws.cli", "device", "check", "pi", "--allow-governor"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "OBSTACLE  not a Raspberry Pi" in done.stdout
    assert done.stdout.endswith("a measurement would be invalid\n")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass
