"""Evaluation and device report → a verdict with its reasons.

In:  --evaluation, as evaluate leaves it; --device-report, as validate leaves it.
Out: --verdict, a JSON file, and --summary, the same for a person as Markdown. The exit status is 0 whatever the
     verdict; `kws gate --check` asks for it.
"""

from collections.abc import Sequence
from pathlib import Path

from components.gate import GateParams
from components.gate.stage import Evidence, judge, summary
from kws.core.command import StageCommand, run
from kws.core.executor import tell
from kws.core.files import read_json, replacing, sha256_of, write_json


def main(argv: Sequence[str] | None = None) -> None:
    """Read the evidence, judge it, write the verdict."""
    command = StageCommand("gate", GateParams, __doc__)
    command.path("--evaluation", "JSON file of the evaluation")
    command.path("--device-report", "JSON file of the device report")
    command.output("--verdict", "JSON file to write")
    command.output("--summary", "Markdown file to write")
    params, flags = command.parse(argv)
    verdict = judge(_evidence(flags.evaluation), _evidence(flags.device_report), params)
    write_json(flags.verdict, verdict)
    with replacing(flags.summary) as temporary:
        temporary.write_text(summary(verdict), encoding="utf-8")
    tell(flags.executor_input, {}, {"blessed": verdict.blessed})
    failed = [f"{check.metric} ({check.bound}): {check.reason}" for check in verdict.checks if not check.passed]
    print("blessed" if verdict.blessed else f"not blessed: {'; '.join(failed)}")


def _evidence(path: Path) -> Evidence:
    return Evidence(read_json(path), path.as_posix(), sha256_of(path))


if __name__ == "__main__":
    run(main)
