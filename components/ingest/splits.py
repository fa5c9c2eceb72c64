"""The split of a speaker, by the hash of the speaker's name."""

import hashlib

_BUCKETS = 2**27


def split_by_hash(speaker: str, validation_percent: float, test_percent: float) -> str:
    """Choose the split of a speaker, which does not depend on the other speakers.

    Source: the rule published with the lists of Speech Commands (Warden 2018, section 7.2): SHA-1 of
    the speaker, modulo 2^27, as a percentage of 2^27 - 1.
    """
    digest = int(hashlib.sha1(speaker.encode()).hexdigest(), 16)
    percentage = digest % _BUCKETS * 100 / (_BUCKETS - 1)
    if percentage < validation_percent:
        return "validation"
    return "test" if percentage < validation_percent + test_percent else "training"
