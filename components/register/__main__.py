"""MLflow run and verdict → a model version with an alias, if blessed; else a record why not.

In:  --run and --card, as track leaves them; --verdict, as gate leaves it.
Out: --registration, a JSON file; the version itself is where the run is.
"""

from collections.abc import Sequence

from components.register import RegisterParams
from components.register.stage import read_card, read_verdict, refuse, register
from kws.core.command import StageCommand, run
from kws.model.reports.run import RunRecord
from kws.tracking.client import connect


def main(argv: Sequence[str] | None = None) -> None:
    """Read run and verdict, make sure that the registry has a blessed model, write what happened."""
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
