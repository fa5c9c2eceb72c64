"""A version of a registered model: its address, its tags and its files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from kws.core.errors import ParamsError, TrackingError
from kws.model.manifest import ModelManifest, read_manifest
from kws.tracking.client import public_uri
from kws.tracking.runtime import MlflowClient, mlflow


@dataclass(frozen=True)
class Address:
    """Where a version is: the registered model, and there an alias or a number."""

    model: str
    separator: Literal["@", "/"]
    name: str

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Of `models:/NAME@ALIAS` or `models:/NAME/VERSION`.

        Raises:
            ParamsError: it is neither.
        """
        found = re.fullmatch(r"models:/([\w.-]+)(?:(@)([\w.-]+)|(/)(\d+))", text)
        if not found:
            raise ParamsError(f"expected models:/NAME@ALIAS or models:/NAME/VERSION, got {text!r}")
        return cls(found[1], "@", found[3]) if found[2] else cls(found[1], "/", found[5])

    @classmethod
    def within(cls, model: str, name: str) -> "Address":
        """Of a version's number or alias."""
        return cls(model, "/" if name.isdigit() else "@", name)

    def __str__(self) -> str:
        return f"models:/{self.model}{self.separator}{self.name}"


@dataclass(frozen=True)
class Version:
    """A version of a registered model, and a folder with what is kept of it.

    Attributes:
        model, number: in the registry; the number is empty before it is there.
        run_id: of the run that it comes from.
        tags, run_tags: what the version and the run say of it.
        folder: `model`, as MLflow logged it, and `run`, the run's files.
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
    def logged(self) -> Path:
        """The folder of the model, as MLflow logged it."""
        return self.folder / "model"

    @property
    def tflite(self) -> Path:
        """The folder of model.tflite and model.json."""
        return self.logged / "artifacts" / "tflite"

    @property
    def evidence(self) -> Path:
        """The folder of the run's files: `reports`, `plots`, `history` and `tflite`."""
        return self.folder / "run"

    @cached_property
    def manifest(self) -> ModelManifest:
        """Of the model, which is held to it.

        Raises:
            ModelError, FrontEndError: as `read_manifest`.
        """
        return read_manifest(self.tflite)


def find(client: MlflowClient, address: Address) -> Any:
    """The MLflow ModelVersion at an address.

    Raises:
        TrackingError: there is none.
    """
    try:
        by = client.get_model_version_by_alias if address.separator == "@" else client.get_model_version
        return by(address.model, address.name)
    except mlflow.MlflowException as error:
        # An alias that is not there is an invalid parameter to MLflow, a version is a resource.
        if error.error_code not in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            raise
        raise TrackingError(
            f"expected a version at {address}, found none: {public_uri()}; kws ui shows what there is"
        ) from None
