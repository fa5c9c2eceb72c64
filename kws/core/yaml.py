"""YAML 1.2 files, as DVC reads them: 1e-6 is a number, which a YAML 1.1 parser takes for a text."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kws.core.errors import ParamsError


def read_yaml(path: Path) -> Any:
    """Read a YAML file.

    Raises:
        ParamsError: the file is missing or not YAML.
    """
    try:
        return YAML(typ="safe").load(path)
    except OSError as error:
        raise ParamsError(f"expected a params file, got {error.strerror}: {path}") from None
    except YAMLError as error:
        raise ParamsError(f"expected YAML, got {' '.join(str(error).split())}: {path}") from None


def read_section(path: Path, name: str) -> Any:
    """Read one section of a YAML file.

    Raises:
        ParamsError: as `read_yaml`, or the section is missing.
    """
    document = read_yaml(path)
    if not isinstance(document, dict) or name not in document:
        raise ParamsError(f"expected a section {name}, found none: {path}")
    return document[name]
