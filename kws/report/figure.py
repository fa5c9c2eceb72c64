"""Matplotlib's figures, the same for every person: drawn without a display and without settings of their own."""

import os
from pathlib import Path

# A notebook's terminal names a backend that this environment may lack, and Matplotlib would refuse to be imported.
os.environ["MPLBACKEND"] = "agg"

import matplotlib
from matplotlib.figure import Figure

# A person's matplotlibrc would change the pictures, which are outputs of the workflow.
matplotlib.rcdefaults()

__all__ = ["Figure", "save"]


def save(figure: Figure, path: Path) -> None:
    """Write a figure as PNG; the same picture is the same bytes."""
    figure.savefig(path, dpi=120, format="png", metadata={"Software": None})
