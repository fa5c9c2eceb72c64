"""A job on standard input → events on standard output, one JSON object a line."""

import json
import sys

from kws.core.errors import KwsError
from kws.device.identity import pin_to_one_core
from kws.device.job import Job
from kws.device.measure import events


def main() -> None:
    """Read a job, run it on one core, write each event as it happens."""
    pin_to_one_core()
    job = Job.from_document(json.loads(sys.stdin.readline()))
    try:
        for event in events(job):
            print(json.dumps(event), flush=True)
    except KwsError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
