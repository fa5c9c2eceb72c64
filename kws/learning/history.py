"""The history of a training: a row per epoch."""

import csv
from pathlib import Path

History = list[dict[str, float]]


HISTORY_COLUMNS = ("epoch", "time", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate")


def write_history(path: Path, history: History) -> None:
    """Write a history as CSV, a header even if it is empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HISTORY_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(history)


def read_history(path: Path) -> History:
    """Read a history as `write_history` leaves it."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [{column: float(value) for column, value in row.items()} for row in csv.DictReader(file)]
    return [{**row, "epoch": int(row["epoch"])} for row in rows]
