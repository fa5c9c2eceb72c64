"""The split of a speaker by its hash."""

import pytest
from support.recordings import TEST_SPEAKERS, TRAINING_SPEAKERS, VALIDATION_SPEAKERS

from components.ingest.splits import hashed_split

OFFICIAL = {"training": TRAINING_SPEAKERS, "validation": VALIDATION_SPEAKERS, "test": TEST_SPEAKERS}


@pytest.mark.parametrize(("split", "speaker"), [(split, speaker) for split in OFFICIAL for speaker in OFFICIAL[split]])
def test_the_rule_agrees_with_the_official_lists(split: str, speaker: str) -> None:
    assert hashed_split(speaker, 10, 10) == split


def test_the_shares_are_those_asked_for() -> None:
    splits = [hashed_split(f"speaker {number}", 20, 5) for number in range(10_000)]

    # Four standard deviations of a binomial.
    assert splits.count("validation") == pytest.approx(2000, abs=160)
    assert splits.count("test") == pytest.approx(500, abs=90)


def test_a_larger_validation_share_takes_no_speaker_back() -> None:
    speakers = [f"speaker {number}" for number in range(1000)]
    small = {speaker for speaker in speakers if hashed_split(speaker, 5, 10) == "validation"}

    assert all(hashed_split(speaker, 10, 10) == "validation" for speaker in small)
