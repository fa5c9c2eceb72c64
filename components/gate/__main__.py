"""Evaluation and device report → a verdict with its reasons.

In:  --evaluation, as evaluate leaves it; --device-report, as validate leaves it.
Out: --verdict, a JSON file, and --summary, the same for a person as Markdown. The exit status is 0 whatever the
     verdict; `kws gate --check` asks for it.
"""

from collections.abc import Sequence
from pathlib import Path

from components.gate import GateParams
from components.gate.stage import Source, judge, summary
from kws.core.command import StageCommand, run
from kws.core.executor import write_executor_output
from kws.core.files import replacing, sha256_of
from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import Evaluation


def main(argv: Sequence[str] | None = None) -> None:
    """Read the evidence, judge it, write the verdict."""
    command = StageCommand("gate", GateParams, __doc__)
    command.add_path("--evaluation", "JSON file of the evaluation")
    command.add_path("--device-report", "JSON file of the device report")
    command.add_output("--verdict", "JSON file to write")
    command.add_output("--summary", "Markdown file to write")
    params, flags = command.parse(argv)
    evaluation, device = Evaluation.read(flags.evaluation), DeviceReport.read(flags.device_report)
    sources = {"evaluation_from": _source(flags.evaluation), "device_from": _source(flags.device_report)}
    verdict = judge(evaluation, device, params, **sources)
    verdict.write(flags.verdict)
    with replacing(flags.summary) as temporary:
        temporary.write_text(summary(verdict), encoding="utf-8")
    write_executor_output(flags.executor_input, {}, {"blessed": verdict.blessed})
    print("blessed" if verdict.blessed else f"not blessed: {'; '.join(map(str, verdict.failed))}")


def _source(path: Path) -> Source:
    return Source(path.as_posix(), sha256_of(path))


if __name__ == "__main__":
    run(main)
