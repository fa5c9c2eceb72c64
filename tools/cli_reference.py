"""The reference of the `kws` command as Markdown, from the commands themselves.

`make cli-reference` writes docs/reference/cli.md, and tests/test_docs.py fails if the page differs. The text depends on
the commands alone, not on a terminal.
"""

import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from kws.cli import COMMANDS, load

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "cli.md"

HEAD = """\
# Commands

Written by `make cli-reference` from the commands; do not edit. Every command has `--help`. An error is one line that
says what was expected and what came, and the exit status is 2.
"""


def commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield every command below a group with its full name, in the order of `--help`."""
    for name, command in group.commands.items():
        if command.hidden:
            continue
        yield f"{path} {name}", command
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")


def paragraphs(command: Any) -> tuple[list[str], list[str]]:
    """Split a command's help into paragraphs, each on one line, and examples.

    Examples are the last paragraph, as in `Examples: kws summary; kws summary --rev seed`.
    """
    texts = [" ".join(text.split()) for text in (command.help or "").split("\n\n") if text.strip()]
    examples: list[str] = []
    if texts and (found := re.match(r"Examples?: (.*)", texts[-1])):
        texts.pop()
        examples = found[1].split("; ")
    return texts, examples


def value(annotation: Any) -> str:
    """Name an option's type from its annotation: `path`, `integer`, `up|down`."""
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = [part for part in get_args(annotation) if part is not types.NoneType]
    if get_origin(annotation) is Literal:
        return "|".join(str(choice) for choice in get_args(annotation))
    if get_origin(annotation) in (list, tuple):
        return value(get_args(annotation)[0])
    names: dict[Any, str] = {str: "text", int: "integer", float: "number", Path: "path"}
    return names.get(annotation) or str(annotation.__name__).lower()


def row(parameter: Any) -> str:
    """Format an option or an argument as a table row."""
    if parameter.param_type_name == "argument":
        name = f"`{parameter.name.upper()}{'…' if parameter.nargs == -1 else ''}`"
    else:
        takes = "" if parameter.is_flag else f" {value(parameter.type_descriptor.annotation)}"
        name = f"`{', '.join([*parameter.opts, *parameter.secondary_opts])}{takes}`"
    notes = []
    if parameter.required:
        notes.append("required")
    elif parameter.default not in (None, False, "", [], ()) and not callable(parameter.default):
        notes.append(f"default `{parameter.default}`")
    if parameter.envvar:
        notes.append(f"or the variable `{parameter.envvar}`")
    text = " ".join((parameter.help or "").split())
    if notes:
        text += f" ({'; '.join(notes)})"
    return f"| {_cell(name)} | {_cell(text)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def section(path: str, command: Any) -> str:
    """Write the section of one command."""
    texts, examples = paragraphs(command)
    shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
    words = [path]
    if hasattr(command, "commands"):
        words.append("COMMAND")
    if any(parameter.param_type_name == "option" for parameter in shown):
        words.append("[OPTIONS]")
    for parameter in shown:
        if parameter.param_type_name == "argument":
            word = f"{parameter.name.upper()}{'…' if parameter.nargs == -1 else ''}"
            words.append(word if parameter.required else f"[{word}]")
    parts = [f"## {path}", *texts[:1], f"```\n{' '.join(words)}\n```", *texts[1:]]
    if shown:
        parts.append("\n".join(["| option | meaning |", "| --- | --- |", *(row(parameter) for parameter in shown)]))
    if examples:
        parts.append("\n".join(["```sh", *examples, "```"]))
    return "\n\n".join(parts) + "\n"


def reference() -> str:
    """Write the whole page."""
    found = []
    for name in COMMANDS:
        command = load(name)
        found += [(f"kws {name}", command), *(commands(command, f"kws {name}") if hasattr(command, "commands") else ())]
    index = "\n".join(
        f"| [`{path}`](#{path.replace(' ', '-')}) | {paragraphs(command)[0][0]} |" for path, command in found
    )
    table = f"| command | what it does |\n| --- | --- |\n{index}\n"
    return "\n".join([HEAD, table, *(section(path, command) for path, command in found)])


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
