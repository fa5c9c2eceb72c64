"""A job on standard input → events on standard output, one JSON object a line."""

import json
import sys

from components.agent import Job
from components.agent.session import events
from components.kws.errors import KwsError


def main() -> None:
    """Read a job, run it, write each event as it happens."""
    document = json.load(sys.stdin)
    job = Job(document["model"], document["clips_folder"], tuple(document["clips"]), document["warmup_clips"])
    try:
        for event in events(job):
            print(json.dumps(event), flush=True)
    except KwsError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
