"""Numbers in the cells of a CSV file."""

import math


def parse_number(text: str) -> float:
    """Parse the finite number in a cell.

    Raises:
        ValueError: the text is not a finite number.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{text!r} for a number")
    return value
