"""The checkout that a command works in, and relative paths in the params."""

import os
from pathlib import Path


def find_checkout() -> Path:
    """Find the checkout that the working directory belongs to.

    An experiment of `dvc exp run --temp` or of DVC's queue runs in a temporary copy; DVC then names the
    original checkout in DVC_ROOT.
    """
    if "DVC_ROOT" in os.environ:
        return Path(os.environ["DVC_ROOT"])
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".dvc").is_dir()), here)


def locate(path: str | Path) -> Path:
    """Find the file or folder that a path names: in the working directory, else in the checkout.

    The copy that an experiment runs in holds only what git tracks, which recordings rarely are. A path
    that exists in neither place is returned unchanged.
    """
    here, there = Path(path), find_checkout() / path
    return there if there.exists() and not here.exists() else here
