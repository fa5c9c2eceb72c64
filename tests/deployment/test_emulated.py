"""Deployment to an emulated Pi: it listens, is switched to another version, and rolled back."""

import json
import subprocess

import numpy as np
import pytest
from support.emulation import needs_emulator

from kws.deployment.deploy import deploy
from kws.deployment.golden import make_golden_clips
from kws.deployment.requests import read_status, roll_back
from kws.device.listen.decide import detect_words
from kws.device.listen.settings import ListenSettings
from kws.emulator.boards import BOARDS
from kws.emulator.pi import ALIAS, start_pi
from kws.model.spotter import Spotter
from kws.remote.lock import LOCK, Lock
from kws.remote.ssh import SshDevice

SOUND = (0.1 * np.random.default_rng(2).standard_normal(3 * 16_000)).astype(np.float32)


def listen(model):
    """The actions in the sound, by this machine."""
    pcm = np.rint(SOUND * 32_767) / 32_768
    return list(detect_words([pcm.astype(np.float32)], Spotter(model), ListenSettings()))


@needs_emulator
@pytest.mark.slow
def test_a_pi_is_deployed_to_listens_as_this_machine_does_and_goes_back(version, clips_folder, tmp_path):
    # One of two words always has half of the probability.
    one, two = version(1, 0.45), version(2, 0.5)
    assert listen(one.tflite)
    with start_pi(BOARDS["pi-4"], tmp_path / "pi") as pi:
        for number, one_version in enumerate((one, two)):
            clips = make_golden_clips(one_version, clips_folder, tmp_path / f"golden {number}")
            found = deploy(ALIAS, one_version, clips, Lock(LOCK), service=False, ssh_config=pi.ssh_config)
            assert found.deployments[0].model_sha256 == one_version.manifest.sha256
        ssh = ["ssh", "-F", pi.ssh_config, ALIAS, "~/.kws/current/kws-listen --input raw"]
        pcm = np.rint(SOUND * 32_767).astype("<i2").tobytes()
        said = subprocess.run(ssh, input=pcm, stdout=subprocess.PIPE, check=True, timeout=120).stdout
        with SshDevice(ALIAS, 60, pi.ssh_config) as device:
            assert [deployment.version for deployment in read_status(device).deployments] == ["2", "1"]
            assert roll_back(device).deployments[0].version == "1"
            assert read_status(device).running == 1
    lines = [json.loads(line) for line in said.splitlines()]
    expected = listen(two.tflite)
    assert [(line["time_s"], line["label"]) for line in lines] == [(one.time_s, one.label) for one in expected]
    np.testing.assert_allclose(
        [line["probability"] for line in lines], [one.probability for one in expected], atol=0.05
    )
