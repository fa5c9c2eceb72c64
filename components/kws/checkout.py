"""The checkout that a command works in, and what paths are meant from."""

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
