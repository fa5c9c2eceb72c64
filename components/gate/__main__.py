"""The command of gate: the verdict on a model, with the reason of each check.

In:  --evaluation, a file as evaluate writes it; --device-report, a file as validate writes it.
Out: --verdict, a JSON file, and --summary, the same as Markdown. The exit status is 0 for either verdict;
     `kws gate --check` gives 1 if the model is not blessed.
"""

from collections.abc import Sequence
from pathlib import Path

from components.gate import GateParams
from components.gate.stage import Source, judge, render_summary
from kws.core.command import StageCommand, run
from kws.core.executor import write_executor_output
from kws.core.files import replacing, sha256_of
from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import Evaluation


def main(argv: Sequence[str] | None = None) -> None:
    """Read both reports, judge them, write the verdict."""
    command = StageCommand("gate", GateParams, __doc__)
    command.add_path("--evaluation", "JSON file of the evaluation")
    command.add_path("--device-report", "JSON file of the device report")
    command.add_output("--verdict", "JSON file to write")
    command.add_output("--summary", "Markdown file to write")
    params, flags = command.parse(argv)
    evaluation, device = Evaluation.read(flags.evaluation), DeviceReport.read(flags.device_report)
    sources = {"evaluation_from": _make_source(flags.evaluation), "device_from": _make_source(flags.device_report)}
    verdict = judge(evaluation, device, params, **sources)
    verdict.write(flags.verdict)
    with replacing(flags.summary) as temporary:
        temporary.write_text(render_summary(verdict), encoding="utf-8")
    write_executor_output(flags.executor_input, {}, {"blessed": verdict.blessed})
    print("blessed" if verdict.blessed else f"not blessed: {'; '.join(map(str, verdict.failed))}")


def _make_source(path: Path) -> Source:
    return Source(path.as_posix(), sha256_of(path))


if __name__ == "__main__":
    run(main)
