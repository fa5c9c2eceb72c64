"""Where a Pi can be emulated: on Linux, as root. There, what is missing is a failure and no reason to skip."""

import os
import sys

import pytest

emulates = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a Pi is emulated on Linux, by root only"
)
