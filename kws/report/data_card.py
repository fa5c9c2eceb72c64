"""The data card of a data set: its source, licence, clips and speakers."""

from typing import Any

from kws.audio.manifest import SPLITS, profile
from kws.report.findings import Findings

# The source of recordings and its licence, by `ingest.source`.
_SOURCES = {
    "synthetic": ("espeak-ng's voices", "spoken by espeak-ng, itself GPL-3.0; no recordings of people"),
    "speech_commands": ("Google's Speech Commands", "CC BY 4.0; Pete Warden, Speech Commands, 2018"),
    "directory": ("a folder of recordings", "not stated: it is the owner's to say"),
    "dvc": ("a DVC repository", "that of the repository"),
}


def make_data_card(findings: Findings) -> dict[str, Any]:
    """Make the data card: source and licence; clips per label, speakers and copies in each split."""
    source = findings.manifest.params["ingest"]["source"]
    name, licence = _SOURCES.get(source, (source, "not stated"))
    return {
        "source": name,
        "licence": licence,
        "splits": SPLITS,
        "profile": profile(findings.clips),
        "clips": len(findings.clips),
        "speakers": len({clip.speaker for clip in findings.clips}),
    }
