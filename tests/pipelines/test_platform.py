"""What a cluster has → the pipeline's second document."""

from pathlib import Path
from typing import Any

import pytest
from compiled import documents
from conftest import ROOT
from ruamel.yaml import YAML

from components.kws.errors import ParamsError
from pipelines.compile import write_pipeline
from pipelines.parameters import read_parameters
from pipelines.platform import BARE, Platform, read_platform
from pipelines.training import training_pipeline

SHIPPED = ROOT / "pipelines" / "platform.yaml"
NOTHING = dict.fromkeys(("image_pull_secret", "mlflow", "ssh", "node", "volume", "time_limits_s"))


def platform(folder: Path, **settings: Any) -> Platform:
    path = folder / "platform.yaml"
    YAML().dump({**NOTHING, **settings}, path)
    return read_platform(path)


def executors(folder: Path, found: Platform) -> dict[str, dict[str, Any]]:
    """By task, what is particular to Kubernetes."""
    path = folder / "training.yaml"
    write_pipeline(training_pipeline(found), read_parameters(ROOT / "params.yaml"), path, allow_tags=True)
    _, *second = documents(path)
    found_there = second[0]["platforms"]["kubernetes"]["deploymentSpec"]["executors"] if second else {}
    return {name.removeprefix("exec-"): settings for name, settings in found_there.items()}


def test_a_platform_without_settings_makes_a_pipeline_without_them(tmp_path: Path) -> None:
    assert platform(tmp_path) == BARE
    assert executors(tmp_path, BARE) == {}


def test_the_shipped_platform_limits_the_time_of_every_stage(tmp_path: Path) -> None:
    found = executors(tmp_path, read_platform(SHIPPED))

    assert len(found) == 10
    assert all(set(settings) == {"activeDeadlineSeconds"} for settings in found.values())


def test_mlflow_is_known_to_the_stages_that_keep_records_only(tmp_path: Path) -> None:
    keys = {"tracking_uri_key": "uri", "username_key": "user", "password_key": "password"}

    found = executors(tmp_path, platform(tmp_path, mlflow={"secret": "mlflow", **keys}))

    assert set(found) == {"track", "register"}
    for settings in found.values():
        (secret,) = settings["secretAsEnv"]
        assert secret["secretName"] == "mlflow"
        assert {entry["secretKey"]: entry["envVar"] for entry in secret["keyToEnv"]} == {
            "uri": "MLFLOW_TRACKING_URI",
            "user": "MLFLOW_TRACKING_USERNAME",
            "password": "MLFLOW_TRACKING_PASSWORD",
        }


def test_an_open_mlflow_needs_no_password(tmp_path: Path) -> None:
    keys = {"tracking_uri_key": "uri", "username_key": None, "password_key": None}

    found = executors(tmp_path, platform(tmp_path, mlflow={"secret": "mlflow", **keys}))

    assert [entry["envVar"] for entry in found["track"]["secretAsEnv"][0]["keyToEnv"]] == ["MLFLOW_TRACKING_URI"]


def test_the_way_to_the_raspberry_pi_is_known_to_validate_only(tmp_path: Path) -> None:
    ssh, node = (
        {"secret": "pi", "mount_path": "/etc/pi"},
        {"label": "kubernetes.io/arch", "value": "arm64", "taint": "pi"},
    )

    found = executors(tmp_path, platform(tmp_path, ssh=ssh, node=node))

    assert set(found) == {"validate"}
    assert found["validate"]["secretAsVolume"][0]["mountPath"] == "/etc/pi"
    assert found["validate"]["nodeSelector"]["labels"] == {"kubernetes.io/arch": "arm64"}
    assert [(taint["key"], taint["operator"]) for taint in found["validate"]["tolerations"]] == [("pi", "Exists")]


def test_a_volume_of_recordings_is_mounted_where_they_are_read(tmp_path: Path) -> None:
    found = executors(tmp_path, platform(tmp_path, volume={"claim": "recordings", "mount_path": "/recordings"}))

    assert set(found) == {"ingest"}
    assert found["ingest"]["pvcMount"][0]["mountPath"] == "/recordings"


def test_every_image_is_pulled_with_the_secret(tmp_path: Path) -> None:
    found = executors(tmp_path, platform(tmp_path, image_pull_secret="registry"))

    assert len(found) == 12
    assert all(settings["imagePullSecret"][0]["secretName"] == "registry" for settings in found.values())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"mlfow": None}, "mlfow: unknown"),
        ({"mlflow": {"secret": "mlflow"}}, "mlflow.tracking_uri_key: missing"),
        ({"node": {"label": "a", "value": 1, "taint": None}}, "node.value: expected a text, got 1"),
    ],
)
def test_a_setting_that_is_none_is_refused_by_name(tmp_path: Path, settings: dict, message: str) -> None:
    with pytest.raises(ParamsError, match=message):
        platform(tmp_path, **settings)
