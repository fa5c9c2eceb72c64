"""The choice of the source that the params name."""

from components.ingest import IngestParams
from components.ingest.directory import DirectorySource
from components.ingest.dvc_repository import DvcSource
from components.ingest.recording import Source
from components.ingest.speech_commands import SpeechCommandsSource
from components.ingest.synthetic import SyntheticSource


def make_source(params: IngestParams) -> Source:
    """Make the source that `params.source` names."""
    match params.source:
        case "synthetic":
            return SyntheticSource(params)
        case "speech_commands":
            return SpeechCommandsSource(params)
        case "directory":
            return DirectorySource(params)
        case "dvc":
            return DvcSource(params)
