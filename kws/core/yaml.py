"""YAML files: 1.2, as DVC reads them, where 1e-6 is a number; a YAML 1.1 parser takes it for a text."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kws.core.errors import ParamsError


def read_yaml(path: Path) -> Any:
    """The document in a YAML file.

    Raises:
        ParamsError: no such file, or no YAML.
    """
    try:
        return YAML(typ="safe").load(path)
    except OSError as error:
        raise ParamsError(f"expected a params file, got {error.strerror}: {path}") from None
    except YAMLError as error:
        raise ParamsError(f"expected YAML, got {' '.join(str(error).split())}: {path}") from None


def section(path: Path, name: str) -> Any:
    """One section of a YAML file.

    Raises:
        ParamsError: as `read_yaml`, or there is no such section.
    """
    document = read_yaml(path)
    if not isinstance(document, dict) or name not in document:
        raise ParamsError(f"expected a section {name}, found none: {path}")
    return document[name]
