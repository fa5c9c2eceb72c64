"""The files of this repository and the packages that go into a registered model."""

import shutil
from pathlib import Path

from kws.core.lineage import versions
from kws.model.manifest import MANIFEST, MODEL

# MLflow itself asks for pandas; its skinny form loads and serves the model.
REQUIREMENTS = ("ai-edge-litert", "mlflow-skinny", "numpy", "pandas")

SPOTTER_MODEL = Path(__file__).with_name("spotter_model.py")

_PACKAGE = Path(__file__).parents[1]
# The rooms that spotter_model.py imports.
_ROOMS = ("core", "audio", "model")


def list_requirements() -> list[str]:
    """List the requirements of the model, pinned to the versions installed here."""
    return [f"{package}=={version}" for package, version in versions(*REQUIREMENTS).items()]


def list_code() -> dict[str, Path]:
    """List the files that the model imports, by their path below a folder on Python's path."""
    rooms = (sorted((_PACKAGE / room).glob("*.py")) for room in _ROOMS)
    files = [_PACKAGE / "__init__.py", *(file for room in rooms for file in room)]
    return {str(file.relative_to(_PACKAGE.parent)): file for file in files}


def copy_code(folder: Path) -> Path:
    """Copy the files that the model imports below a folder; returns the folder of the package."""
    for name, file in list_code().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / name)
    return folder / _PACKAGE.name


def copy_model(tflite: Path, folder: Path) -> Path:
    """Copy the model and its manifest into a new folder; returns that folder."""
    folder.mkdir()
    for name in (MODEL, MANIFEST):
        shutil.copyfile(tflite / name, folder / name)
    return folder
