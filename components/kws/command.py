"""The command line that every stage has: its params, its files, its errors."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from components.kws.errors import KwsError, ParamsError
from components.kws.params import parse

P = TypeVar("P")


class StageCommand(Generic[P]):
    """`python -m components.<stage>`: the same flags from DVC and from a container.

    Args:
        stage: the stage's word, which is also its section of params.yaml.
        params: the stage's frozen dataclass.
        doc: what goes in and what comes out, shown by `--help`.
    """

    def __init__(self, stage: str, params: type[P], doc: str | None) -> None:
        self.stage, self.params = stage, params
        self.parser = argparse.ArgumentParser(
            prog=f"python -m components.{stage}",
            description=doc,
            epilog=f"example: python -m components.{stage} --params-file params.yaml …, as dvc.yaml shows",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        source = self.parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--params-file", type=Path, help=f"YAML file whose section `{stage}` holds the params")
        source.add_argument("--params-json", help="the section itself, as JSON")

    def path(self, flag: str, help: str, required: bool = True) -> None:
        """Add a flag that takes a path."""
        self.parser.add_argument(flag, type=Path, required=required, help=help)

    def parse(self, argv: Sequence[str] | None = None) -> tuple[P, argparse.Namespace]:
        """The params and the other flags.

        Raises:
            ParamsError: listing everything that is wrong with the section.
        """
        flags = self.parser.parse_args(argv)
        if flags.params_json is not None:
            where, section = f"--params-json ({self.stage})", _json(flags.params_json)
        else:
            where, section = f"{flags.params_file}, section {self.stage}", _section(flags.params_file, self.stage)
        return parse(self.params, section, where), flags


def run(main: Callable[[], None]) -> None:
    """Run a stage's main; one of our errors becomes one line and exit status 2."""
    try:
        main()
    except KwsError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ParamsError(f"--params-json: expected a JSON object, got {error}") from None


def _section(path: Path, stage: str) -> Any:
    # YAML 1.2, as DVC reads it: 1e-6 is a number here and a text to a YAML 1.1 parser.
    try:
        document = YAML(typ="safe").load(path)
    except OSError as error:
        raise ParamsError(f"expected a params file, got {error.strerror}: {path}") from None
    except YAMLError as error:
        raise ParamsError(f"expected YAML, got {' '.join(str(error).split())}: {path}") from None
    if not isinstance(document, dict) or stage not in document:
        raise ParamsError(f"expected a section {stage}, found none: {path}")
    return document[stage]
