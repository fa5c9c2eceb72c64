"""Progress bars: what passes through them, and silence where nobody looks."""

import pytest

from kws.core.progress import byte_bar, counter, tracked


def test_tracked_items_pass_unchanged_and_silently(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(tracked(iter("abc"), "letters")) == ["a", "b", "c"]
    assert capfd.readouterr() == ("", "")


def test_tracked_items_are_taken_one_at_a_time() -> None:
    source = iter(range(10))

    next(tracked(source, "numbers", total=10))

    assert list(source) == list(range(1, 10))


def test_bars_for_counts_and_bytes_are_silent_too(capfd: pytest.CaptureFixture[str]) -> None:
    with counter("epochs", total=2) as count:
        count(1)
    with byte_bar() as bar:
        bar.advance(bar.add_task("download", total=10), 5)

    assert capfd.readouterr() == ("", "")
