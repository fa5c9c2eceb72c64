"""Progress bars: the items pass unchanged, and nothing is shown off a terminal."""

import pytest

from kws.core.progress import make_byte_bar, show_count, show_progress


def test_items_behind_a_bar_pass_unchanged_and_silently(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(show_progress(iter("abc"), "letters")) == ["a", "b", "c"]
    assert capfd.readouterr() == ("", "")


def test_items_behind_a_bar_are_taken_one_at_a_time() -> None:
    source = iter(range(10))

    next(show_progress(source, "numbers", total=10))

    assert list(source) == list(range(1, 10))


def test_bars_for_counts_and_bytes_are_silent_too(capfd: pytest.CaptureFixture[str]) -> None:
    with show_count("epochs", total=2) as count:
        count(1)
    with make_byte_bar() as bar:
        bar.advance(bar.add_task("download", total=10), 5)

    assert capfd.readouterr() == ("", "")
