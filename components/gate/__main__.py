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
from kws.core.executor import write_executor_output
from kws.core.files import read_json, replacing, sha256_of


def main(argv: Sequence[str] | None = None) -> None:
    """Read the evidence, judge it, write the verdict."""
    command = StageCommand("gate", GateParams, __doc__)
    command.add_path("--evaluation", "JSON file of the evaluation")
    command.add_path("--device-report", "JSON file of the device report")
    command.add_output("--verdict", "JSON file to write")
    command.add_output("--summary", "Markdown file to write")
    params, flags = command.parse(argv)
    verdict = judge(_evidence(flags.evaluation), _evidence(flags.device_report), params)
    verdict.write(flags.verdict)
    with replacing(flags.summary) as temporary:
        temporary.write_text(summary(verdict), encoding="utf-8")
    write_executor_output(flags.executor_input, {}, {"blessed": verdict.blessed})
    print("blessed" if verdict.blessed else f"not blessed: {'; '.join(map(str, verdict.failed))}")


def _evidence(path: Path) -> Evidence:
    return Evidence(read_json(path), path.as_posix(), sha256_of(path))


if __name__ == "__main__":
    run(main)
