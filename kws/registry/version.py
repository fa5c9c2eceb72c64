"""A version of a registered model: its address, tags and files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from kws.core.errors import ParamsError, TrackingError
from kws.model.manifest import ModelManifest, read_manifest
from kws.tracking.client import get_public_uri
from kws.tracking.runtime import MlflowClient, mlflow


@dataclass(frozen=True)
class Address:
    """The address of a version: a registered model, and an alias (`@`) or a number (`/`)."""

    model: str
    separator: Literal["@", "/"]
    name: str

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Parse `models:/NAME@ALIAS` or `models:/NAME/VERSION`.

        Raises:
            ParamsError: the text is neither.
        """
        found = re.fullmatch(r"models:/([\w.-]+)(?:(@)([\w.-]+)|(/)(\d+))", text)
        if not found:
            raise ParamsError(f"expected models:/NAME@ALIAS or models:/NAME/VERSION, got {text!r}")
        return cls(found[1], "@", found[3]) if found[2] else cls(found[1], "/", found[5])

    @classmethod
    def within(cls, model: str, name: str) -> "Address":
        """Make the address of a version of a model from its number or alias."""
        return cls(model, "/" if name.isdigit() else "@", name)

    def __str__(self) -> str:
        return f"models:/{self.model}{self.separator}{self.name}"


@dataclass(frozen=True)
class Version:
    """A version of a registered model, with its files in a local folder.

    Attributes:
        model, number: in the registry; the number is empty before the version is registered.
        run_id: of the run that produced the model.
        tags, run_tags: of the version and of the run.
        folder: with `model`, as MLflow logged it, and `run`, the run's files.
    """

    model: str
    number: str
    run_id: str
    tags: Mapping[str, str]
    run_tags: Mapping[str, str]
    folder: Path

    def __str__(self) -> str:
        return f"models:/{self.model}/{self.number}" if self.number else f"run {self.run_id}"

    @property
    def model_folder(self) -> Path:
        """The folder of the model, as MLflow logged it."""
        return self.folder / "model"

    @property
    def tflite(self) -> Path:
        """The folder of model.tflite and model.json."""
        return self.model_folder / "artifacts" / "tflite"

    @property
    def evidence(self) -> Path:
        """The folder of the run's files: `reports`, `plots`, `history` and `tflite`."""
        return self.folder / "run"

    @cached_property
    def manifest(self) -> ModelManifest:
        """The manifest of the model, checked against the model's bytes.

        Raises:
            ModelError, FrontEndError: as `read_manifest`.
        """
        return read_manifest(self.tflite)


def find(client: MlflowClient, address: Address) -> Any:
    """Find the MLflow ModelVersion at an address.

    Raises:
        TrackingError: no such version.
    """
    try:
        by = client.get_model_version_by_alias if address.separator == "@" else client.get_model_version
        return by(address.model, address.name)
    except mlflow.MlflowException as error:
        # For a missing alias MLflow answers that a parameter is invalid, for a missing version that it does not exist.
        if error.error_code not in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            raise
        raise TrackingError(
            f"expected a version at {address}, found none: {get_public_uri()}; kws models lists the versions"
        ) from None
