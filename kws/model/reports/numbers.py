"""Numbers in the cells of a CSV file."""

import math


def parse_number(text: str) -> float:
    """The finite number that a cell holds.

    Raises:
        ValueError: it holds none.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{text!r} for a number")
    return value
