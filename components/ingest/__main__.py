"""The command of ingest: clips, one WAV file each, and their manifest.

In:  the source that the params name: espeak-ng, an archive, a folder or a DVC repository.
Out: --clips, a folder of <word>/<name>.wav, _background_noise_/, manifest.csv and lineage.json.
"""

from collections.abc import Sequence

from components.ingest import IngestParams
from components.ingest.sources import make_source
from components.ingest.stage import ingest, summarize
from kws.core.command import StageCommand, run
from kws.core.files import replacing
from kws.core.lineage import LINEAGE


def main(argv: Sequence[str] | None = None) -> None:
    """Read recordings, write clips."""
    command = StageCommand("ingest", IngestParams, __doc__)
    command.add_output("--clips", "folder of clips to write", mark=LINEAGE)
    params, flags = command.parse(argv)
    with replacing(flags.clips, mark=LINEAGE) as folder:
        clips = ingest(make_source(params), params, folder)
    print(summarize(clips))


if __name__ == "__main__":
    run(main)
