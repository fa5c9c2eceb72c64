"""The documentation compared with the project: links, commands, params, and the reference that is generated."""

import ast
import importlib.util
import re
import shlex
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pytest
import typer
from dvc.utils.cli_parse import to_path_overrides
from dvc.utils.hydra import to_hydra_overrides
from support.project import PARAMS, ROOT

from kws.cli import COMMANDS, app, load

PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "mlflow/README.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")

each_page = pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return [text for name, text in FENCE.findall(page.read_text(encoding="utf-8")) if name == language]


@cache
def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def split(text: str) -> list[list[str]]:
    """The commands of a shell block, each as its words, without `sudo` and the variables that stand before it.

    What only a shell can work out becomes the word `$substituted`, and redirections stay among the words.
    """
    text = re.sub(r"(^|\s)#.*$", r"\1", text, flags=re.MULTILINE).replace("\\\n", " ")
    text = re.sub(r"\$\([^()]*\)", "$substituted", text)
    lexer = shlex.shlex(text, posix=True, punctuation_chars=";&|\n")
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t", True, ""
    found: list[list[str]] = [[]]
    for word in lexer:
        if set(word) <= set(";&|\n"):
            found.append([])
        elif found[-1] or not (word == "sudo" or re.match(r"\w+=", word)):
            found[-1].append(word)
    return [command for command in found if command]


def commands(page: Path, *programs: str) -> list[list[str]]:
    """The commands of a page's shell blocks that call one of these programs."""
    return [command for text in blocks(page, "sh") for command in split(text) if command[0] in programs]


@pytest.fixture(scope="module")
def targets() -> set[str]:
    """The targets of the Makefile."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {name for line in re.findall(r"^([a-z][a-z -]*):(?!=)", text, re.MULTILINE) for name in line.split()}


def has_param(name: str) -> bool:
    """Whether params.yaml has a key of that dotted name."""
    value: Any = PARAMS
    for key in name.split("."):
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True


def parse_kws(words: list[str]) -> str | None:
    """What is wrong with a `kws` command line; None if nothing is."""
    command: Any = typer.main.get_command(app)
    if words and words[0] in COMMANDS:
        command, words = load(words[0]), words[1:]
    while hasattr(command, "commands") and words:
        if words[0] in ("--help", "…"):
            return None
        if words[0] not in command.commands:
            return f"no command {words[0]}"
        command, words = command.commands[words[0]], words[1:]
    context = command.context_class(command, info_name="kws")
    try:
        values, rest, _ = command.make_parser(context).parse_args(words)
    except Exception as error:  # noqa: BLE001 - typer keeps its own copy of click's errors
        return str(error)
    if rest:
        return f"too many arguments: {rest}"
    # The server's options may be in variables.
    missing = [p.name for p in command.params if p.required and not p.envvar and not values.get(p.name)]
    if missing:
        return f"missing {', '.join(missing)}"
    unknown = [change for change in values.get("param") or () if not has_param(change.partition("=")[0])]
    return f"no such params: {unknown}" if unknown else None


@each_page
def test_every_relative_link_and_image_exists(page):
    broken = []
    for first, second in LINK.findall(prose(page)):
        link = unquote(first or second)
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


@each_page
def test_every_kws_command_exists_with_its_options(page):
    problems = {shlex.join(command): parse_kws(command[1:]) for command in commands(page, "kws")}
    assert not {command: problem for command, problem in problems.items() if problem}


@each_page
def test_every_make_target_exists(page, targets):
    named = {word for command in commands(page, "make") for word in command[1:] if re.fullmatch(r"[a-z-]+", word)}
    named = {word for word in named if not word.startswith("-")}
    assert named <= targets


@each_page
def test_dvc_reads_every_override_and_knows_its_param(page):
    for command in commands(page, "dvc"):
        overrides = [value for flag, value in pairwise(command) if flag == "-S"]
        for file, texts in to_path_overrides([text for text in overrides if not text.startswith("$")]).items():
            assert file == "params.yaml"
            for override in to_hydra_overrides([text.replace("$", "") for text in texts]):
                assert has_param(override.key_or_group), shlex.join(command)


@each_page
def test_every_module_that_a_page_runs_or_imports_exists(page):
    names = {command[2] for command in commands(page, "python") if command[1] == "-m"}
    names |= set(re.findall(r"`python -m ([\w.]+)", prose(page)))
    imported = [
        (node.module or "", [alias.name for alias in node.names])
        for text in blocks(page, "python")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
    ]
    for name in names:
        assert importlib.util.find_spec(name), name
    for name, attributes in imported:
        module = importlib.import_module(name)
        assert not [attribute for attribute in attributes if not hasattr(module, attribute)], name


def test_the_index_names_every_page():
    index = ROOT / "docs" / "README.md"
    named = {(index.parent / link).resolve() for link, _ in LINK.findall(prose(index))}
    assert {page for page in PAGES if index.parent in page.parents and page != index} <= named


def test_the_published_recipe_is_read_by_dvc_too():
    lines = (ROOT / "benchmarks" / "published.params").read_text(encoding="utf-8").split()
    assert all(has_param(override.key_or_group) for override in to_hydra_overrides(lines))


def test_the_versions_of_the_project_are_one():
    project = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    citation = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert project and citation
    assert project[1] == citation[1]
    assert f"\n## {project[1]} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace("[", "").replace(
        "]", ""
    )


def cli_reference() -> ModuleType:
    """tools/cli_reference.py as a module."""
    spec = importlib.util.spec_from_file_location("cli_reference", ROOT / "tools" / "cli_reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_reference_of_the_commands_is_that_of_today_in_any_terminal(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("FORCE_COLOR", "1")
    module = cli_reference()
    page = module.PAGE.read_text(encoding="utf-8")
    assert page == module.reference(), "run make cli-reference"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("summery", "no command summery"),
        ("runs lost", "no command lost"),
        ("submit --waits", "No such option: --waits"),
        ("gate now", "too many arguments"),
        ("device setup", "missing host"),
        ("submit --param train.epoch=3", "no such params"),
    ],
)
def test_a_command_that_is_wrong_is_noticed(line, problem):
    assert problem in (parse_kws(line.split()) or "")


def test_what_a_shell_would_run_is_found_in_a_block():
    text = """A=1 sudo kws gate --check && echo ship  # and don't stop
recipe="-S a=1
  $(sed 's/^/-S /' x)"
dvc exp run -S 'a.b=[1, 2]' \\
  -S c=3 &
"""
    assert split(text) == [
        ["kws", "gate", "--check"],
        ["echo", "ship"],
        ["dvc", "exp", "run", "-S", "a.b=[1, 2]", "-S", "c=3"],
    ]
