"""The settings of a cluster: nodes, secrets, volumes and time limits of the pipeline's tasks."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

from kfp import dsl, kubernetes

from kws.core.params import Range, parse
from kws.core.yaml import read_yaml

# Tasks that are no stages, and the stage whose time limit they share.
LEAVES = {"rejected": "register", "outcome": "register"}

Seconds = Annotated[int | None, Range(1)]


@dataclass(frozen=True)
class Mlflow:
    """The Kubernetes secret of the tracking server.

    Attributes:
        secret: its name.
        tracking_uri_key, username_key, password_key: names of its entries; a null user name or password is not set.
    """

    secret: str
    tracking_uri_key: str
    username_key: str | None
    password_key: str | None


@dataclass(frozen=True)
class Ssh:
    """The Kubernetes secret with the SSH files for the Raspberry Pi: key, known_hosts and config.

    Attributes:
        secret: its name.
        mount_path: the folder in validate's container; SSH finds /home/kws/.ssh by itself.
    """

    secret: str
    mount_path: str


@dataclass(frozen=True)
class Node:
    """The nodes that validate runs on, such as a Raspberry Pi in the cluster.

    Attributes:
        label, value: the label of these nodes.
        taint: their taint, which validate tolerates; null if they have none.
    """

    label: str
    value: str
    taint: str | None


@dataclass(frozen=True)
class Volume:
    """The volume of recordings that ingest reads.

    Attributes:
        claim: name of the persistent volume claim.
        mount_path: the folder in ingest's container.
    """

    claim: str
    mount_path: str


@dataclass(frozen=True)
class Remote:
    """The Kubernetes secret of the DVC remote that ingest reads.

    Attributes:
        secret: its name.
        variables: its entries; each becomes an environment variable of the same name.
    """

    secret: str
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Learning:
    """The nodes that train and prune run on.

    Attributes:
        label, value, taint: as in Node.
        gpus: number of GPUs per task; null if none.
    """

    label: str
    value: str
    taint: str | None
    gpus: Annotated[int | None, Range(1)]


@dataclass(frozen=True)
class TimeLimitsS:
    """Time limit per stage, in seconds, after which its pod is ended; null for no limit."""

    ingest: Seconds
    preprocess: Seconds
    train: Seconds
    prune: Seconds
    convert: Seconds
    evaluate: Seconds
    validate: Seconds
    gate: Seconds
    track: Seconds
    register: Seconds


@dataclass(frozen=True)
class Platform:
    """The settings of a cluster; null for those that it does not need.

    Attributes:
        image_pull_secret: credentials of a private image registry.
        mlflow: for track and register; null if the cluster itself sets MLFLOW_TRACKING_URI.
        ssh, node: for validate.
        volume, remote: for ingest.
        learning: for train and prune.
        time_limits_s: per stage.
    """

    image_pull_secret: str | None
    mlflow: Mlflow | None
    ssh: Ssh | None
    node: Node | None
    volume: Volume | None
    remote: Remote | None
    learning: Learning | None
    time_limits_s: TimeLimitsS | None


BARE = Platform(**{field.name: None for field in fields(Platform)})


def read_platform(path: Path) -> Platform:
    """Read a platform file.

    Raises:
        ParamsError: the file is missing, or has errors; the message lists all of them.
    """
    return parse(Platform, read_yaml(path), str(path))


def place(task: dsl.PipelineTask, platform: Platform) -> dsl.PipelineTask:
    """Apply the platform's settings to a stage's task."""
    if platform.image_pull_secret:
        kubernetes.set_image_pull_secrets(task, [platform.image_pull_secret])
    if platform.mlflow and task.name in ("track", "register"):
        kubernetes.use_secret_as_env(task, platform.mlflow.secret, _entries(platform.mlflow))
    if platform.ssh and task.name == "validate":
        kubernetes.use_secret_as_volume(task, platform.ssh.secret, platform.ssh.mount_path)
    if platform.node and task.name == "validate":
        _to_node(task, platform.node)
    if platform.volume and task.name == "ingest":
        kubernetes.mount_pvc(task, platform.volume.claim, platform.volume.mount_path)
    if platform.remote and task.name == "ingest":
        names = {name: name for name in platform.remote.variables}
        kubernetes.use_secret_as_env(task, platform.remote.secret, names)
    if platform.learning and task.name in ("train", "prune"):
        _to_node(task, platform.learning)
        if platform.learning.gpus:
            task.set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(platform.learning.gpus)
    seconds = getattr(platform.time_limits_s, LEAVES.get(task.name, task.name), None)
    if seconds:
        kubernetes.set_timeout(task, seconds)
    return task


def _entries(mlflow: Mlflow) -> dict[str, str]:
    keys = {
        mlflow.tracking_uri_key: "MLFLOW_TRACKING_URI",
        mlflow.username_key: "MLFLOW_TRACKING_USERNAME",
        mlflow.password_key: "MLFLOW_TRACKING_PASSWORD",
    }
    return {key: variable for key, variable in keys.items() if key}


def _to_node(task: dsl.PipelineTask, node: Node | Learning) -> None:
    kubernetes.add_node_selector(task, node.label, node.value)
    if node.taint:
        kubernetes.add_toleration(task, key=node.taint, operator="Exists")
