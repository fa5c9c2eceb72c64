"""The geometry of a line chart, in the units of its SVG view box; the template draws it."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 460, 46, 10, 20, 34

# Round steps between ticks, in each power of ten.
_STEPS = (1, 2, 2.5, 5, 10)

Label = Callable[[float], str]
Point = tuple[float, float]


@dataclass(frozen=True)
class Tick:
    """A place on an axis, in view box units, and its label."""

    place: float
    label: str


@dataclass(frozen=True)
class Axis:
    """An axis that maps values from `low` to `high` to places from `start` to `end`.

    Attributes:
        low, high: values at the ends, low < high; both above 0 if `log`.
        start, end: places of the ends, in view box units; `end` may be less than `start`.
        log: whether the scale is logarithmic.
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """Map a value to its place, in view box units; values outside are clipped to the nearest end."""
        low, high, value = (math.log10(x) if self.log else x for x in (self.low, self.high, self._clip(value)))
        return self.start + (self.end - self.start) * (value - low) / (high - low)

    def ticks(self, label: Label, *, whole: bool = False) -> list[Tick]:
        """Choose a few round values as ticks; whole numbers only if `whole`."""
        values = _round_powers(self.low, self.high) if self.log else _round_steps(self.low, self.high, whole)
        return [Tick(self(value), label(value)) for value in values]

    def _clip(self, value: float) -> float:
        return min(max(value, self.low), self.high)


@dataclass(frozen=True)
class Line:
    """A line in a chart: its name, its class in the style sheet and the data of an SVG path."""

    name: str
    style: str
    path: str


@dataclass(frozen=True)
class Mark:
    """A vertical line at a value of interest, in view box units, and its label."""

    place: float
    label: str


@dataclass(frozen=True)
class Chart:
    """The geometry of a chart.

    Attributes:
        title: also the text for screen readers.
        height: of the view box; its width is WIDTH.
        x_name: label of the horizontal axis.
        x_ticks, y_ticks: of the axes.
        lines, marks: to draw.
    """

    title: str
    height: int
    x_name: str
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    lines: list[Line]
    marks: list[Mark]

    @property
    def floor(self) -> int:
        """The vertical place of the horizontal axis, in view box units."""
        return self.height - BOTTOM


@dataclass(frozen=True)
class Series:
    """The points of a line, its name, and its class in the style sheet."""

    name: str
    style: str
    points: Sequence[Point]


def make_line_chart(
    title: str,
    series: Sequence[Series],
    *,
    x_name: str,
    x_label: Label,
    y_label: Label,
    y_shown: Iterable[float] = (),
    log_x: bool = False,
    log_y: bool = False,
    whole_x: bool = False,
    marks: Iterable[tuple[float, str]] = (),
    height: int = 220,
) -> Chart:
    """Lay out lines over a common horizontal axis.

    Args:
        title: of the chart.
        series: with at least one point among them; with `log_y`, points that are not above 0 are left out.
        x_name: label of the horizontal axis.
        x_label, y_label: value → text beside its tick.
        y_shown: values that the vertical axis must include.
        log_x, log_y: whether the scale is logarithmic.
        whole_x: whether ticks of the horizontal axis must be whole numbers.
        marks: values on the horizontal axis to mark, and their labels.
        height: of the view box.
    """
    kept = [[point for point in one.points if not log_y or point[1] > 0] for one in series]
    x_axis = Axis(*_compute_extent([x for points in kept for x, _ in points], log_x), LEFT, WIDTH - RIGHT, log_x)
    values = [*(y for points in kept for _, y in points), *y_shown]
    y_axis = Axis(*_compute_extent(values, log_y), height - BOTTOM, TOP, log_y)
    lines = [
        Line(one.name, one.style, _draw_path(points, x_axis, y_axis)) for one, points in zip(series, kept, strict=True)
    ]
    return Chart(
        title,
        height,
        x_name,
        x_axis.ticks(x_label, whole=whole_x),
        y_axis.ticks(y_label),
        [line for line in lines if line.path],
        [Mark(x_axis(place), label) for place, label in marks],
    )


def outline_histogram(edges: Sequence[float], counts: Sequence[float]) -> list[Point]:
    """Draw the outline of a histogram; it begins and ends at 0.

    Args:
        edges: n + 1 values, ascending.
        counts: n values.
    """
    sides = [edge for edge in edges for _ in range(2)]
    tops = [0.0, *(count for count in counts for _ in range(2)), 0.0]
    return list(zip(sides, tops, strict=True))


def _draw_path(points: Sequence[Point], x_axis: Axis, y_axis: Axis) -> str:
    places = (f"{x_axis(x):.1f} {y_axis(y):.1f}" for x, y in points)
    return "M" + "L".join(places) if points else ""


def _compute_extent(values: Sequence[float], log: bool) -> tuple[float, float]:
    low, high = min(values), max(values)
    if low < high:
        return low, high
    # A single value goes to the middle.
    return (low / 2, high * 2) if log else (low - 0.5, high + 0.5)


def _round_steps(low: float, high: float, whole: bool) -> list[float]:
    power = 10.0 ** math.floor(math.log10((high - low) / 4))
    steps = (round(power * step, 12) for step in _STEPS)
    step = next(step for step in steps if (high - low) / step <= 5 and not (whole and step % 1))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(count * step, 12) for count in range(first, last + 1)]


def _round_powers(low: float, high: float) -> list[float]:
    powers = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    factors = (1,) if high / low > 1000 else (1, 3) if high / low > 30 else (1, 2, 5)
    return [value for power in powers for factor in factors if low <= (value := power * factor) <= high]
