"""A source of recordings → clips, one WAV each, and their manifest.

In:  what `source` of the params names: espeak-ng, an archive, a folder or a DVC repository.
Out: --clips, a folder of <word>/<name>.wav, _background_noise_/, manifest.csv and lineage.json.
"""

from collections.abc import Sequence

from components.ingest import IngestParams
from components.ingest.sources import source_of
from components.ingest.stage import ingest, summary
from kws.core.command import StageCommand, run
from kws.core.files import replacing
from kws.core.lineage import LINEAGE


def main(argv: Sequence[str] | None = None) -> None:
    """Read recordings, write clips."""
    command = StageCommand("ingest", IngestParams, __doc__)
    command.add_output("--clips", "folder of clips to write", mark=LINEAGE)
    params, flags = command.parse(argv)
    with replacing(flags.clips, mark=LINEAGE) as folder:
        clips = ingest(source_of(params), params, folder)
    print(summary(clips))


if __name__ == "__main__":
    run(main)
