"""The command of register: a model version with an alias if the run is blessed, otherwise the reasons.

In:  --run and --card, files as track writes them; --verdict, a file as gate writes it.
Out: --registration, a JSON file; the version itself is in the same MLflow store as the run.
"""

from collections.abc import Sequence

from components.register import RegisterParams
from components.register.stage import read_card, read_verdict, refuse, register
from kws.core.command import StageCommand, run
from kws.model.reports.run import RunRecord
from kws.tracking.client import connect


def main(argv: Sequence[str] | None = None) -> None:
    """Read the run and the verdict, register the model if it is blessed, write the registration."""
    command = StageCommand("register", RegisterParams, __doc__)
    command.add_path("--run", "JSON file of track")
    command.add_path("--verdict", "JSON file of gate")
    command.add_path("--card", "Markdown file of track")
    command.add_output("--registration", "JSON file to write")
    params, flags = command.parse(argv)
    tracked = RunRecord.read(flags.run)
    verdict = read_verdict(flags.verdict, tracked)
    if not verdict.blessed:
        refusal = refuse(verdict)
        refusal.write(flags.registration)
        print(f"not registered: {'; '.join(refusal.reasons)}")
        return
    card = read_card(flags.card)
    with connect() as client:
        registered = register(client, tracked, params, card)
    registered.write(flags.registration)
    print(f"registered: {registered.model} version {registered.version}, alias {registered.alias}")


if __name__ == "__main__":
    run(main)
