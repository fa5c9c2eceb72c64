"""What of this repository goes into a registered model: the code that answers, and what that needs."""

import shutil
from pathlib import Path

from kws.core.lineage import versions
from kws.model.manifest import MANIFEST, MODEL

# MLflow itself asks for pandas; its skinny form loads and serves the model.
REQUIREMENTS = ("ai-edge-litert", "mlflow-skinny", "numpy", "pandas")

SPOTTER_MODEL = Path(__file__).with_name("spotter_model.py")

_PACKAGE = Path(__file__).parents[1]
# The rooms that answer; MLflow's own file above imports them.
_ROOMS = ("core", "audio", "model")


def requirements() -> list[str]:
    """What pip installs where the model runs, as it is installed here."""
    return [f"{package}=={version}" for package, version in versions(*REQUIREMENTS).items()]


def code() -> dict[str, Path]:
    """The files that the model imports, by their path below a folder on Python's path."""
    rooms = (sorted((_PACKAGE / room).glob("*.py")) for room in _ROOMS)
    files = [_PACKAGE / "__init__.py", *(file for room in rooms for file in room)]
    return {str(file.relative_to(_PACKAGE.parent)): file for file in files}


def copy_code(folder: Path) -> Path:
    """Copy that code below `folder`; returns the package to take along."""
    for name, file in code().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / name)
    return folder / _PACKAGE.name


def copy_model(tflite: Path, folder: Path) -> Path:
    """Copy what a spotter reads of a TFLite model's folder into `folder`, which is created; returns it."""
    folder.mkdir()
    for name in (MODEL, MANIFEST):
        shutil.copyfile(tflite / name, folder / name)
    return folder
