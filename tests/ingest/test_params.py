"""The section ingest of params.yaml: the values that are refused."""

import pytest

from kws.core.errors import ParamsError


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"words": ["up"]}, "words: expected at least two different words"),
        ({"words": ["up", "up"]}, "words: expected at least two different words"),
        ({"words": ["up", "../down"]}, "words: expected letters, digits and _"),
        ({"source": "speech_commands"}, "archive: expected the address or path"),
        ({"archive_sha256": "abc"}, "archive_sha256: expected 64 hexadecimal digits, got 'abc'"),
        ({"source": "directory"}, "directory.path: expected a folder"),
        ({"directory": {"speaker_pattern": "(unclosed"}}, "directory.speaker_pattern: expected a regular expression"),
        ({"directory": {"speaker_pattern": "no group"}}, "directory.speaker_pattern: expected a group"),
        ({"source": "dvc"}, "dvc: expected repo and path"),
        ({"dvc": {"data_sha256": "12"}}, "dvc.data_sha256: expected 64 hexadecimal digits, got '12'"),
        ({"synthetic": {"min_snr_db": 50}}, "synthetic.min_snr_db: expected at most max_snr_db 40, got 50"),
        ({"test_percent": 0}, "test_percent: expected a number in (0, 50], got 0"),
        ({"max_clips_per_word": {"training": 0}}, "max_clips_per_word.training: expected a number in [1, inf)"),
    ],
)
def test_an_invalid_section_is_refused_by_key(make_params, changes: dict, complaint: str) -> None:
    with pytest.raises(ParamsError) as refused:
        make_params(**changes)

    assert complaint in str(refused.value)


def test_the_shipped_section_is_accepted(make_params) -> None:
    assert make_params().source == "synthetic"


@pytest.mark.parametrize(
    ("changes", "pinned"),
    [
        ({}, True),
        ({"source": "speech_commands", "archive": "a.tar.gz"}, False),
        ({"source": "speech_commands", "archive": "a.tar.gz", "archive_sha256": "0" * 64}, True),
        ({"source": "directory", "directory": {"path": "recordings"}}, False),
        ({"source": "dvc", "dvc": {"repo": "r", "path": "p", "rev": "v1"}}, False),
        ({"source": "dvc", "dvc": {"repo": "r", "path": "p", "data_sha256": "0" * 64}}, True),
    ],
)
def test_only_a_seed_or_a_hash_pins_the_recordings(make_params, changes, pinned):
    assert make_params(**changes).pins_data is pinned
