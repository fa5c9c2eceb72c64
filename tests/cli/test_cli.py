import io
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version

import pytest
from rich.console import Console
from support.project import ROOT
from support.reports import device, evaluation, verdict

from kws.cli import COMMANDS, load
from kws.cli.run_tables import RunReports, show
from kws.model.reports.registration import Refused, Registered
from kws.model.reports.run import RunRecord
from kws.model.reports.verdict import Check

FAILED = Check("accuracy", "point", 0.997, 0.999, False, "0.997 is less than 0.999", "evaluation.json", "d" * 64)
REPORTS = RunReports(
    evaluation=evaluation(),
    device=device(),
    verdict=verdict(blessed=False, checks=(FAILED,)),
    run=RunRecord("keyword-spotter", "952c", "https://mlflow.example.org", "", "", "e" * 64, "f" * 64, False),
    registration=Refused(False, ("too few",)),
)


def kws(*arguments, cwd):
    command = [sys.executable, "-m", "kws.cli", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def shown(reports):
    console = Console(record=True, width=120, file=io.StringIO())
    show(reports, console)
    return console.export_text()


def test_a_summary_shows_accuracy_interval_size_latency_verdict_and_run():
    text = shown(REPORTS)
    for figure in ("99.70%", "99.00% – 100.00%", "3 of 1000", "49.85%", "23,000", "12,000", "2.000", "3.000"):
        assert figure in text, figure
    assert "0.997 is less than 0.999" in text
    assert "not blessed. Not registered." in text
    assert "952c (https://mlflow.example.org)" in text


def test_a_summary_calls_a_modelled_latency_modelled():
    text = " ".join(shown(replace(REPORTS, device=device(kind="emulated"))).split())
    assert "Latency, modelled from instructions, of a clip on A board (emulated), ms" in text
    assert "2.000" in text


def test_a_summary_names_the_version_of_a_blessed_model():
    registration = Registered(True, "keyword-spotter", "3", "challenger", "952c", "e" * 64)
    text = shown(replace(REPORTS, verdict=verdict(), registration=registration))
    assert "Verdict: blessed. Registered as keyword-spotter version 3 @challenger." in text


@pytest.mark.parametrize("command", [["summary"], ["gate"], ["gate", "--check"]])
def test_without_reports_a_command_says_what_is_missing_on_one_line(tmp_path, command):
    done = kws(*command, cwd=tmp_path)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: expected a file, found none: reports/")


def commands(command, path):
    if hasattr(command, "commands"):
        for name, below in command.commands.items():
            yield from commands(below, f"{path} {name}")
    else:
        yield path, command


EVERY = [found for name in COMMANDS for found in commands(load(name), f"kws {name}")]


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[path for path, _ in EVERY])
def test_every_command_has_an_example(path, command):
    assert path in command.help.split("xample", 1)[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_listed_as_it_calls_itself(name):
    assert load(name).help.splitlines()[0] == COMMANDS[name].help


def test_the_help_lists_every_command_under_its_heading(tmp_path):
    text = kws("--help", cwd=tmp_path).stdout
    panels = [entry.panel for entry in COMMANDS.values()]
    assert panels == sorted(panels, key=lambda panel: text.index(f"─ {panel} ─"))
    assert all(f" {name} " in text for name in COMMANDS)


def test_an_unknown_command_is_answered_with_one_that_is_near(tmp_path):
    done = kws("promot", cwd=tmp_path)
    assert done.returncode == 2
    assert "promote" in done.stderr


def test_the_version_is_that_of_the_package(tmp_path):
    assert kws("--version", cwd=tmp_path).stdout.split() == ["kws", version("kws-workflow")]
