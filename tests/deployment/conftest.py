"""Versions of a model, and devices, for tests of deployment."""

import json
import shutil
from collections.abc import Callable

import pytest
from support.results import empty_database, results, shared_results, store
from support.ssh_server import packages, pi, wheel_folder

from kws.model.manifest import MANIFEST
from kws.registry.version import Version

__all__ = ["empty_database", "shared_results", "packages", "pi", "results", "store", "wheel_folder"]


@pytest.fixture(scope="session")
def version(tflite_folder, evaluation, tmp_path_factory) -> Callable[..., Version]:
    """Make versions of a model by number; they differ in the action threshold, by default 0.9 + number / 100."""

    def made(number, action_threshold=None):
        version = Version("doorbell", str(number), "", {}, {}, tmp_path_factory.mktemp("version"))
        shutil.copytree(tflite_folder, version.tflite)
        shutil.copytree(evaluation, version.evidence / "reports")
        manifest = json.loads((version.tflite / MANIFEST).read_text())
        (version.tflite / MANIFEST).write_text(
            json.dumps(manifest | {"action_threshold": action_threshold or 0.9 + number / 100})
        )
        return version

    return made
