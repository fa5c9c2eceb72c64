import io
import subprocess
import sys
from importlib.metadata import version

import pytest
from rich.console import Console
from support.project import ROOT

from kws.cli import COMMANDS, load
from kws.cli.run_tables import show

REPORTS = {
    "evaluation": {
        "action_threshold": 0.99,
        "sizes": {"size_bytes": 23_216, "zip_bytes": 12_484},
        "background": {"all": {"accepts": 2, "exposure_s": 1800, "per_hour_upper_95": 12.59}},
        "forms": {
            "tflite": {
                "n": 400,
                "errors": 1,
                "accuracy": 0.9975,
                "accuracy_lower_95": 0.9862,
                "accuracy_upper_95": 0.9999,
                "correct_above_threshold": 0.9675,
            }
        },
    },
    "device": {
        "kind": "local",
        "device": {"model": "a computer"},
        "latency_ms": {"total": {"median": 0.142, "p90": 0.2, "p95": 0.21, "p99": 0.294, "max": 0.5}},
    },
    "gate": {
        "blessed": False,
        "checks": [{"metric": "accuracy", "bound": "point", "passed": False, "reason": "0.9975 is less than 0.999"}],
    },
    "run": {"experiment": "keyword-spotter", "run_id": "952c", "tracking_uri": "https://mlflow.example.org"},
    "registration": {"registered": False, "reasons": ["too few"]},
}


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
    for figure in ("99.75%", "98.62% – 99.99%", "1 of 400", "96.75%", "23,216", "12,484", "0.142", "0.294"):
        assert figure in text
    assert "0.9975 is less than 0.999" in text
    assert "not blessed. Not registered." in text
    assert "952c (https://mlflow.example.org)" in text


def test_a_summary_calls_a_modelled_latency_modelled():
    device = {"kind": "emulated", "device": {"model": "a Pi"}}
    device["modelled_latency_ms"] = REPORTS["device"]["latency_ms"]
    text = " ".join(shown({**REPORTS, "device": device}).split())
    assert "Latency, modelled from instructions, of a clip on a Pi (emulated), ms" in text
    assert "0.142" in text


def test_a_summary_names_the_version_of_a_blessed_model():
    registration = {"registered": True, "model": "keyword-spotter", "version": "3", "alias": "challenger"}
    text = shown({**REPORTS, "gate": {"blessed": True, "checks": []}, "registration": registration})
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
