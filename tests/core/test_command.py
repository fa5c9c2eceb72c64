"""The command line of a stage: its params, its files and its errors."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from kws.core.command import StageCommand, run
from kws.core.errors import ClipError, OutputError, ParamsError
from kws.core.params import Range


@dataclass(frozen=True)
class BakeParams:
    heat: Annotated[float, Range(0, 300)]
    loaves: Annotated[int, Range(1)]


@dataclass(frozen=True)
class Stop:
    town: str | None


@dataclass(frozen=True)
class TourParams:
    guide: Annotated[int | None, Range(1)]
    stop: Stop


def command() -> StageCommand[BakeParams]:
    command_line = StageCommand("bake", BakeParams, "Dough → bread.")
    command_line.add_path("--dough", "what to bake")
    return command_line


def parse_file(path: Path) -> BakeParams:
    return command().parse(["--params-file", str(path), "--dough", "d"])[0]


def test_a_stage_takes_its_own_section_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_text("mix: {heat: 1}\nbake:\n  heat: 220\n  loaves: 2\n")

    params, flags = command().parse(["--params-file", str(path), "--dough", "dough/folder"])

    assert params == BakeParams(220.0, 2)
    assert flags.dough == Path("dough/folder")


@pytest.mark.parametrize(("written", "value"), [("1e-6", 1e-6), ("1.0e-6", 1e-6), ("1E+2", 100.0), (".5", 0.5)])
def test_numbers_are_read_as_dvc_reads_them(tmp_path: Path, written: str, value: float) -> None:
    path = tmp_path / "params.yaml"
    path.write_text(f"bake: {{heat: {written}, loaves: 2}}")

    assert parse_file(path).heat == value


def test_json_gives_the_same_params_as_the_file(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_text("bake: {heat: 1e-6, loaves: 2}")

    params, _ = command().parse(["--params-json", '{"heat": 1e-06, "loaves": 2.0}', "--dough", "d"])

    assert params == parse_file(path)


def test_json_may_leave_out_what_may_be_null() -> None:
    command_line: StageCommand[TourParams] = StageCommand("tour", TourParams, "Towns → a tour.")

    params, _ = command_line.parse(["--params-json", '{"stop": {}}'])

    assert params == TourParams(None, Stop(None))
    with pytest.raises(ParamsError, match="stop: missing"):
        command_line.parse(["--params-json", "{}"])


def test_a_file_says_every_null(tmp_path: Path) -> None:
    (tmp_path / "params.yaml").write_text("tour: {stop: {}}")
    command_line: StageCommand[TourParams] = StageCommand("tour", TourParams, "Towns → a tour.")

    with pytest.raises(ParamsError, match=r"guide: missing; stop\.town: missing"):
        command_line.parse(["--params-file", str(tmp_path / "params.yaml")])


def test_everything_wrong_with_a_section_is_said_with_file_and_section(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_text("bake: {heat: 500, yeast: 1}")

    with pytest.raises(ParamsError) as caught:
        parse_file(path)

    assert str(caught.value).startswith(f"{path}, section bake: ")
    assert all(name in str(caught.value) for name in ("yeast: unknown", "loaves: missing", "heat: expected a number"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("mix: {}", "expected a section bake, found none"),
        ("", "expected a section bake, found none"),
        ("- bake", "expected a section bake, found none"),
        ("bake: [1", "expected YAML, got "),
        ("bake: {heat: 1, heat: 2}", "expected YAML, got "),
        ("bake: \x00", "expected YAML, got "),
        ("bake:", "section: expected a mapping, got None"),
    ],
)
def test_a_file_without_the_section_is_refused_on_one_line(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "params.yaml"
    path.write_text(content)

    with pytest.raises(ParamsError) as caught:
        parse_file(path)

    assert expected in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_binary_params_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_bytes(b"bake: \xff\xfe")

    with pytest.raises(ParamsError, match="expected YAML"):
        parse_file(path)


def test_a_missing_params_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match=r"expected a params file, got No such file or directory: .*gone\.yaml"):
        parse_file(tmp_path / "gone.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", r"--params-json: expected a JSON object, got "),
        ("[1]", r"--params-json \(bake\): section: expected a mapping, got \[1\]"),
        ('{"heat": NaN, "loaves": 1}', r"--params-json \(bake\): heat: expected a number, got nan"),
    ],
)
def test_params_that_are_no_json_object_are_refused(text: str, expected: str) -> None:
    with pytest.raises(ParamsError, match=expected):
        command().parse(["--params-json", text, "--dough", "d"])


@pytest.mark.parametrize(
    "argv",
    [
        ["--dough", "d"],
        ["--params-json", "{}"],
        ["--params-json", "{}", "--params-file", "f", "--dough", "d"],
        ["--params-json", "{}", "--dough", "d", "--flour", "f"],
    ],
)
def test_flags_that_are_missing_unknown_or_too_many_end_with_status_2(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        command().parse(argv)

    assert caught.value.code == 2
    assert "python -m components.bake" in capsys.readouterr().err


def test_help_says_what_goes_in_and_gives_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command().parse(["--help"])

    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("Dough → bread.", "example: python -m components.bake", "--dough"))


def test_one_of_our_errors_becomes_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> None:
        raise ClipError("expected a WAV file, got nonsense: a.wav")

    with pytest.raises(SystemExit) as caught:
        run(main)

    assert caught.value.code == 2
    assert capsys.readouterr().err == "error: expected a WAV file, got nonsense: a.wav\n"


def test_an_error_that_is_not_ours_keeps_its_traceback() -> None:
    def main() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(main)


def test_an_interrupted_stage_ends_as_a_shell_expects() -> None:
    code = "from kws.core.command import run\ndef main(): raise KeyboardInterrupt\nrun(main)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (130, "interrupted\n")


def baking() -> StageCommand[BakeParams]:
    command_line = command()
    command_line.add_output("--bread", "folder to write", mark="crust")
    command_line.add_output("--receipt", "file to write")
    return command_line


def ordered(*paths: str) -> list[str]:
    flags = zip(("--dough", "--bread", "--receipt"), paths, strict=True)
    return ["--params-json", '{"heat": 1, "loaves": 1}', *(word for flag in flags for word in flag)]


def test_what_is_not_ours_is_refused_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bread").mkdir()
    (tmp_path / "bread" / "mine").touch()

    with pytest.raises(OutputError, match="expected an empty folder or one with crust, got a folder that would be los"):
        baking().parse(ordered("dough", "bread", "receipt"))
    with pytest.raises(OutputError, match="expected a file, got a folder"):
        baking().parse(ordered("dough", "new", "bread"))
    (tmp_path / "bread" / "crust").touch()
    assert baking().parse(ordered("dough", "bread", "receipt"))[1].bread == Path("bread")


@pytest.mark.parametrize(
    ("paths", "refusal"),
    [
        (("dough", "new", "dough"), "--receipt: expected a path that holds no other, got the parent of --dough"),
        (("all/dough", "all", "receipt"), "--bread: expected a path that holds no other, got the parent of --dough"),
        (("dough", "new", "new/receipt"), "--bread: expected a path that holds no other, got the parent of --receipt"),
        (("dough", "new", "./new"), "--bread: expected a path that holds no other, got the parent of --receipt"),
    ],
)
def test_an_output_takes_no_other_paths_place(
    paths: tuple[str, ...], refusal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ParamsError, match=refusal):
        baking().parse(ordered(*paths))
