"""The split of a speaker, by the hash of the name."""

import pytest
from support.recordings import TEST_SPEAKERS, TRAINING_SPEAKERS, VALIDATION_SPEAKERS

from components.ingest.splits import split_by_hash

OFFICIAL = {"training": TRAINING_SPEAKERS, "validation": VALIDATION_SPEAKERS, "test": TEST_SPEAKERS}


@pytest.mark.parametrize(("split", "speaker"), [(split, speaker) for split in OFFICIAL for speaker in OFFICIAL[split]])
def test_the_rule_agrees_with_the_official_lists(split: str, speaker: str) -> None:
    assert split_by_hash(speaker, 10, 10) == split


def test_the_shares_are_the_requested_ones() -> None:
    splits = [split_by_hash(f"speaker {number}", 20, 5) for number in range(10_000)]

    # Four standard deviations of a binomial.
    assert splits.count("validation") == pytest.approx(2000, abs=160)
    assert splits.count("test") == pytest.approx(500, abs=90)


def test_a_larger_validation_share_keeps_its_speakers() -> None:
    speakers = [f"speaker {number}" for number in range(1000)]
    small = {speaker for speaker in speakers if split_by_hash(speaker, 5, 10) == "validation"}

    assert all(split_by_hash(speaker, 10, 10) == "validation" for speaker in small)
