"""The agent: reads a job from standard input, writes events to standard output, one JSON object per line."""

import json
import sys

from kws.core.errors import KwsError
from kws.device.identity import pin_to_one_core
from kws.device.job import Job
from kws.device.measure import run_job


def main() -> None:
    """Read a job, run it on one core, and write each event as it happens."""
    pin_to_one_core()
    job = Job.from_document(json.loads(sys.stdin.readline()))
    try:
        for event in run_job(job):
            print(json.dumps(event), flush=True)
    except KwsError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
