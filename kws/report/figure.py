"""Figures by Matplotlib, the same on every machine: without a display and without personal settings."""

import os
from pathlib import Path

# A notebook's terminal sets a backend that may be missing here, and Matplotlib would fail to import.
os.environ["MPLBACKEND"] = "agg"

import matplotlib
from matplotlib.figure import Figure

# A personal matplotlibrc would change the pictures, which are outputs of the workflow.
matplotlib.rcdefaults()

__all__ = ["Figure", "save"]


def save(figure: Figure, path: Path) -> None:
    """Write a figure as PNG; the same figure gives the same bytes."""
    figure.savefig(path, dpi=120, format="png", metadata={"Software": None})
