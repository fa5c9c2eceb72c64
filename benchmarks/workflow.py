"""The workflow in a separate folder: changed params, and the stages' commands from dvc.yaml."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from kws.core.errors import KwsError, ParamsError

ROOT = Path(__file__).parent.parent

# The published recipe: one change to params.yaml per line.
PUBLISHED = Path(__file__).with_name("published.params")


class StageFailedError(KwsError):
    """A measured stage ended with an error.

    Attributes:
        stage: its name.
    """

    def __init__(self, stage: str, status: int, errors: str) -> None:
        last = errors.strip().splitlines()[-1:]
        super().__init__(f"expected {stage} to pass, got status {status}: {' '.join(last)}")
        self.stage = stage


def stages() -> dict[str, list[str]]:
    """List the command per stage, in order, with this Python."""
    graph = YAML(typ="safe").load(ROOT / "dvc.yaml")["stages"]
    commands = {stage: shlex.split(entry["cmd"]) for stage, entry in graph.items()}
    return {stage: [sys.executable, *command[1:]] for stage, command in commands.items()}


def changes(settings: Sequence[str]) -> dict[str, Any]:
    """Parse changes to params.yaml: dotted keys and their new values.

    Args:
        settings: `key=value` each, the value as YAML.

    Raises:
        ParamsError: one is not.
    """
    found: dict[str, Any] = {}
    for setting in settings:
        key, separator, value = setting.partition("=")
        if not separator:
            raise ParamsError(f"expected key=value, got {setting}")
        found[key] = YAML(typ="safe").load(value)
    return found


def write_params(folder: Path, changes: Mapping[str, Any]) -> None:
    """Write params.yaml, some dotted keys changed, into a folder.

    Raises:
        ParamsError: params.yaml has no such key.
    """
    document = YAML(typ="safe").load(ROOT / "params.yaml")
    for key, value in changes.items():
        *path, last = key.split(".")
        section = document
        for name in path:
            section = section.get(name) if isinstance(section, dict) else None
        if not isinstance(section, dict) or last not in section:
            raise ParamsError(f"expected a key of params.yaml, got {key}")
        section[last] = value
    YAML(typ="safe").dump(document, folder / "params.yaml")


class Run:
    """A running stage in a folder, in its own session; its MLflow records are kept there too.

    Args:
        stage: its name in dvc.yaml.
        folder: where params.yaml is.
        environment: variables that it gets beside those of this process.
        command: what runs it, if not what dvc.yaml says.
    """

    def __init__(
        self, stage: str, folder: Path, environment: Mapping[str, str] = {}, command: Sequence[str] | None = None
    ) -> None:
        self.stage, self._errors = stage, folder / f"{stage}.stderr"
        elsewhere = ("DVC_ROOT", "MLFLOW_TRACKING_URI")
        inherited = {name: value for name, value in os.environ.items() if name not in elsewhere}
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                command or stages()[stage],
                cwd=folder,
                env={**inherited, **environment},
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )

    def wait(self) -> None:
        """Wait for the stage to end.

        Raises:
            StageFailedError: it ended with an error, in its own words.
        """
        if status := self.process.wait():
            raise StageFailedError(self.stage, status, self._errors.read_text(encoding="utf-8", errors="replace"))
