"""The command line of a stage: its params, its files and its errors."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from kws.core.errors import KwsError, ParamsError
from kws.core.executor import write_executor_output
from kws.core.files import require_replaceable
from kws.core.params import fill_nulls, parse

P = TypeVar("P")


class StageCommand(Generic[P]):
    """`python -m components.<stage>`: the same flags from DVC and from a container.

    Args:
        stage: the stage's word, which is also its section of params.yaml.
        params: the stage's frozen dataclass.
        doc: inputs and outputs, shown by `--help`.
    """

    def __init__(self, stage: str, params: type[P], doc: str | None) -> None:
        self.stage, self.params = stage, params
        self._marks: dict[str, str | None] = {}
        self.parser = argparse.ArgumentParser(
            prog=f"python -m components.{stage}",
            description=doc,
            epilog=f"example: python -m components.{stage} --params-file params.yaml …, as dvc.yaml shows",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        source = self.parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--params-file", type=Path, help=f"YAML file whose section `{stage}` holds the params")
        source.add_argument("--params-json", help="the section itself, as JSON")
        self.parser.add_argument("--executor-input", help="Kubeflow's list of the outputs, as JSON; not with DVC")

    def add_path(self, flag: str, help: str, required: bool = True) -> None:
        """Add a flag that takes a path."""
        self.parser.add_argument(flag, type=Path, required=required, help=help)

    def add_output(self, flag: str, help: str, mark: str | None = None) -> None:
        """Add a flag that takes a path to write to; `mark` as in `kws.core.files.replacing`."""
        self.add_path(flag, help)
        self._marks[flag.removeprefix("--").replace("-", "_")] = mark

    def parse(self, argv: Sequence[str] | None = None) -> tuple[P, argparse.Namespace]:
        """Parse the params and the other flags.

        Raises:
            ParamsError: the section is wrong, with every problem listed, or an output would overwrite another path.
            OutputError: an output would overwrite something that a stage did not write.
        """
        flags = self.parser.parse_args(argv)
        self._require_places(flags)
        # The paths of the outputs are already known, and Kubeflow reads the file only if the stage succeeds.
        write_executor_output(flags.executor_input)
        if flags.params_json is not None:
            # Kubeflow's dictionaries cannot hold null: a key whose value is null is left out.
            where, values = f"--params-json ({self.stage})", fill_nulls(self.params, _parse_json(flags.params_json))
        else:
            # Imported here: a stage that is given JSON, as in a container, needs no YAML.
            from kws.core.yaml import read_section  # noqa: PLC0415

            where, values = f"{flags.params_file}, section {self.stage}", read_section(flags.params_file, self.stage)
        return parse(self.params, values, where), flags

    def _require_places(self, flags: argparse.Namespace) -> None:
        # Checked before the work, which may take hours.
        paths = {name: value.resolve() for name, value in vars(flags).items() if isinstance(value, Path)}
        for name, mark in self._marks.items():
            require_replaceable(getattr(flags, name), mark)
            inside = [flag for flag, path in paths.items() if flag != name and path.is_relative_to(paths[name])]
            if inside:
                flag, other = (f"--{word.replace('_', '-')}" for word in (name, inside[0]))
                raise ParamsError(
                    f"{flag}: expected a path that holds no other, got the parent of {other}: {paths[name]}"
                )


def run(main: Callable[[], None]) -> None:
    """Run a stage's main; one of our errors becomes one line on standard error and exit status 2."""
    try:
        main()
    except KwsError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ParamsError(f"--params-json: expected a JSON object, got {error}") from None
