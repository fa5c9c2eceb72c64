"""The platform file and the Kubernetes settings that it gives to tasks."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from support.compiled import read_documents, read_tasks
from support.project import ROOT

from kws.core.errors import ParamsError
from pipelines.compile import write_pipeline
from pipelines.parameters import read_parameters
from pipelines.platform import BARE, Platform, read_platform
from pipelines.training import build_training_pipeline

SHIPPED = ROOT / "pipelines" / "platform.yaml"
NOTHING = dict.fromkeys(("image_pull_secret", "mlflow", "ssh", "node", "volume", "remote", "learning", "time_limits_s"))


def platform(folder: Path, **settings: Any) -> Platform:
    path = folder / "platform.yaml"
    YAML().dump({**NOTHING, **settings}, path)
    return read_platform(path)


def executors(folder: Path, found: Platform) -> dict[str, dict[str, Any]]:
    """By task, what is particular to Kubernetes."""
    path = folder / "training.yaml"
    write_pipeline(
        build_training_pipeline(found, pinned=True), read_parameters(ROOT / "params.yaml"), path, allow_tags=True
    )
    _, *second = read_documents(path)
    found_there = second[0]["platforms"]["kubernetes"]["deploymentSpec"]["executors"] if second else {}
    return {name.removeprefix("exec-"): settings for name, settings in found_there.items()}


def test_a_platform_without_settings_makes_a_pipeline_without_them(tmp_path: Path) -> None:
    assert platform(tmp_path) == BARE
    assert executors(tmp_path, BARE) == {}


def test_the_shipped_platform_limits_the_time_of_every_stage(tmp_path: Path) -> None:
    found = executors(tmp_path, read_platform(SHIPPED))

    assert len(found) == 12, "the stages, and the leaves beside them"
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


def test_the_credentials_of_the_dvc_remote_are_known_to_ingest_only(tmp_path: Path) -> None:
    names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]

    found = executors(tmp_path, platform(tmp_path, remote={"secret": "dvc-remote", "variables": names}))

    assert set(found) == {"ingest"}
    (secret,) = found["ingest"]["secretAsEnv"]
    assert secret["secretName"] == "dvc-remote"
    assert [(entry["secretKey"], entry["envVar"]) for entry in secret["keyToEnv"]] == [(name, name) for name in names]


def test_learning_may_have_nodes_of_its_own_with_gpus(tmp_path: Path) -> None:
    learning = {"label": "node-role", "value": "gpu", "taint": "nvidia.com/gpu", "gpus": 1}

    found = executors(tmp_path, platform(tmp_path, learning=learning))

    assert set(found) == {"train", "prune"}
    assert found["train"]["nodeSelector"]["labels"] == {"node-role": "gpu"}
    assert found["train"]["tolerations"][0]["key"] == "nvidia.com/gpu"
    train = read_tasks(read_documents(tmp_path / "training.yaml")[0])["train"]
    accelerator = train.container["resources"]["accelerator"]
    assert (accelerator["resourceType"], accelerator["resourceCount"]) == ("nvidia.com/gpu", "1")
