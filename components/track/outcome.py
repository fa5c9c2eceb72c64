"""The outcome of a Kubeflow run as a page, written also if a stage failed.

In:  --status, Kubeflow's PipelineTaskFinalStatus as JSON.
Out: --outcome, a Markdown file.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from kws.core.command import run
from kws.core.errors import EvidenceError
from kws.core.files import replacing


def main(argv: Sequence[str] | None = None) -> None:
    """Read the status, write the page."""
    parser = argparse.ArgumentParser(prog="python -m components.track.outcome", description=__doc__)
    parser.add_argument("--status", required=True, help="the final status as JSON")
    parser.add_argument("--outcome", required=True, type=Path, help="Markdown file to write")
    flags = parser.parse_args(argv)
    text = render_outcome(flags.status)
    with replacing(flags.outcome) as temporary:
        temporary.write_text(text, encoding="utf-8")
    print(text)


def render_outcome(status: str) -> str:
    """Render the state of the run and its error as Markdown.

    Raises:
        EvidenceError: the text is not a final status.
    """
    try:
        document = json.loads(status)
        state, reason = document["state"], (document.get("error") or {}).get("message")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EvidenceError(f"--status: expected a final status with its state, got {status!r}") from None
    return f"# {state}\n" + (f"\n{reason}\n" if reason else "")


if __name__ == "__main__":
    run(main)
