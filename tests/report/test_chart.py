"""The geometry of charts, checked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kws.report.chart import Axis, Series, make_line_chart, outline_histogram

NUMBERS = st.floats(1e-6, 1e6)


def chart(points, **options):
    return make_line_chart("", [Series("one", "s1", points)], x_name="x", x_label=str, y_label=str, **options)


def places(path):
    return np.array([list(map(float, place.split())) for place in path.removeprefix("M").split("L")])


def test_an_axis_puts_values_where_they_belong():
    axis = Axis(2, 4, 100, 300)
    assert [axis(2), axis(3), axis(4)] == [100, 200, 300]
    assert [axis(0), axis(9)] == [100, 300], "outside is at the nearest end"
    assert Axis(1, 100, 0, 2, log=True)(10) == pytest.approx(1)


def test_an_axis_may_run_backwards():
    assert Axis(0, 1, 200, 0)(0.25) == 150


@given(st.tuples(NUMBERS, NUMBERS).map(sorted).filter(lambda ends: ends[1] > ends[0] * 1.01), st.booleans())
def test_ticks_are_round_few_and_inside(ends, log):
    axis = Axis(*ends, 0, 100, log)
    values = [float(tick.label) for tick in axis.ticks(repr)]
    assert len(values) <= 13
    slack = 1e-9 * (ends[1] - ends[0])
    assert all(ends[0] - slack <= value <= ends[1] + slack for value in values)
    if not log:
        assert len(values) >= 2


@pytest.mark.parametrize(("last", "ticks"), [(3, "1 2 3"), (12, "5 10"), (60, "20 40 60")])
def test_an_axis_that_counts_has_whole_ticks(last, ticks):
    axis = Axis(1, last, 0, 100)
    assert [tick.label for tick in axis.ticks("{:g}".format, whole=True)] == ticks.split()


def test_a_line_goes_through_its_points_with_higher_values_higher_up():
    path = places(chart([(0, 0.0), (1, 10.0), (2, 5.0)]).lines[0].path)
    assert (np.diff(path[:, 0]) > 0).all()
    assert path[1, 1] < path[2, 1] < path[0, 1]


def test_what_has_no_logarithm_is_left_out_of_a_logarithmic_chart():
    assert len(places(chart([(0, 1.0), (1, 0.0), (2, 0.1)], log_y=True).lines[0].path)) == 2


@pytest.mark.parametrize("log", [False, True])
def test_one_point_alone_is_drawn(log):
    assert chart([(1, 1.0)], log_x=log, log_y=log).lines[0].path.startswith("M")


def test_marks_are_on_the_axis_of_the_lines():
    drawn = chart([(0, 0.0), (1, 1.0)], marks=[(0, "start"), (1, "end")])
    path = places(drawn.lines[0].path)
    assert [mark.place for mark in drawn.marks] == path[:, 0].tolist()


def test_a_histogram_s_outline_encloses_its_counts():
    edges, counts = [1.0, 2.0, 4.0], [3, 5]
    points = outline_histogram(edges, counts)
    assert points == [(1, 0), (1, 3), (2, 3), (2, 5), (4, 5), (4, 0)]
