"""The device programs on the oldest Python that a device may have."""

import subprocess
import sys

import pytest
from support.project import ROOT

from kws.remote.bundle import AGENT_CODE
from kws.remote.setup import PYTHONS


@pytest.mark.slow
def test_the_device_programs_type_check_under_the_oldest_python(tmp_path):
    code = ["kws/device/store.py", "kws/device/count.py", *AGENT_CODE]
    # numpy's types differ by Python, and are not the question here.
    options = ["--no-warn-return-any", "--cache-dir", str(tmp_path)]
    oldest = ["--python-version", ".".join(map(str, PYTHONS[0]))]
    command = [sys.executable, "-m", "mypy", *oldest, *options, *code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_feature_of_a_newer_python_is_found(tmp_path):
    (tmp_path / "newer.py").write_text("import hashlib\nhashlib.file_digest(open('x', 'rb'), 'sha256')\n")
    oldest = ["--python-version", ".".join(map(str, PYTHONS[0]))]
    command = [sys.executable, "-m", "mypy", *oldest, "--cache-dir", str(tmp_path), "newer.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "file_digest" in done.stdout
