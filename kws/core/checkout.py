"""The checkout that a command works in, and what a relative path of the params is meant from."""

import os
from pathlib import Path


def repository() -> Path:
    """The checkout that the working directory belongs to.

    An experiment of `dvc exp run --temp` or of DVC's queue runs in a copy that is thrown away; DVC
    then names the checkout it came from in DVC_ROOT.
    """
    if "DVC_ROOT" in os.environ:
        return Path(os.environ["DVC_ROOT"])
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".dvc").is_dir()), here)


def locate(path: str | Path) -> Path:
    """The file or folder that a path names: a relative one that is not here is looked for in the checkout.

    The copy that an experiment runs in has what git keeps, and recordings are rarely that. A path
    that names nothing in either place comes back as it is.
    """
    here, there = Path(path), repository() / path
    return there if there.exists() and not here.exists() else here
