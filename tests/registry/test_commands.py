"""The commands of the registry, as a person types them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.versions import NAME, write_policy
from typer.testing import CliRunner

from kws.cli import app


@pytest.fixture
def kws(monkeypatch):
    """Run a command; returns its exit status and its output."""
    monkeypatch.setenv("COLUMNS", "250")

    def run(*command):
        done = CliRunner().invoke(app, command)
        return done.exit_code, done.output

    return run


def test_without_a_key_nothing_loads_what_signs_and_verifies(registry):
    registry.register()
    code = "import sys\nfrom kws.cli import app\ntry:\n    app(['models'])\nfinally:\n    print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(), capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert "kws.registry.versions" in loaded
    assert "model_signing" not in loaded


def test_from_challenger_to_champion_and_back(registry, kws):
    registry.register(wrong=[0, 1])
    assert kws("promote", "--dry-run", "--accept", "local") == (
        0,
        "would move champion: version none → 1 (--accept local)\n",
    )
    assert registry.find() is None
    status, out = kws("promote")
    assert (status, out.splitlines()[-1]) == (1, "not moved: keyword-spotter version 1 does not meet 1 of the rules")
    assert out.startswith("UNMET  device: expected a measurement on raspberry-pi, got local; --accept local waives")
    status, out = kws("promote", "--accept", "local", "--why", "the first one")
    assert (status, out[:57]) == (0, "moved champion: version none → 1 (--accept local); record")
    assert kws("promote", "--accept", "local") == (0, "keyword-spotter version 1 is champion already\n")
    registry.register(wrong=[0])
    status, out = kws("promote", "--accept", "local")
    assert out.startswith("compared with version 1: 20 clips, 1 won, 0 lost, p 1, difference +5.00% (")
    assert (status, registry.find()) == (0, "2")
    status, out = kws("rollback", "--why", "hears music as up")
    assert (status, out[:33]) == (0, "moved champion: version 2 → 1; re")
    assert registry.find() == "1"


def test_the_ledger_tells_the_story_and_that_it_is_whole(registry, kws, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_USERNAME", "ada")
    registry.register()
    kws("promote", "--accept", "local", "--why", "the first one")
    registry.register(threshold=0.01)
    kws("promote", "--accept", "local")
    status, out = kws("ledger")
    assert status == 0
    assert "ada  promote  keyword-spotter  champion: none → 1" in out
    assert "   why: the first one\n" in out and "   waiver: --accept local\n" in out
    assert "ada  promote  keyword-spotter  champion: 1 → 2" in out
    assert out.splitlines()[-1].startswith("2 records, the last one is ")
    assert out.splitlines()[-1].endswith("; no problems")
    registry.client.set_registered_model_alias(NAME, "champion", "1")
    status, out = kws("ledger")
    assert status == 1
    assert "PROBLEM  expected champion at version 2 as the last record says, found it at version 1: " in out
    assert out.splitlines()[-1].endswith("; 1 problem")


def test_models_shows_every_version_with_its_evidence(registry, kws):
    registry.register()
    registry.promote()
    registry.register(threshold=0.01)
    status, out = kws("models")
    assert status == 0
    second, first = re.split(r"─┼─.*\n", out)[-2:]
    assert [line.split()[0] for line in second.splitlines()[-4:-2]] == ["2", "@challenger"]
    assert [line.split()[0] for line in first.splitlines()[:2]] == ["1", "@champion"]
    tags = registry.client.get_model_version(NAME, "1").tags
    assert all(f"{tags[name][:8]}" in first for name in ("data_sha256", "source_commit"))
    assert f"{int(tags['size_bytes']):,} B" in first


def test_compare_names_the_clips_that_changed_and_draws_them(registry, kws, tmp_path):
    registry.register(wrong=[0, 1])
    registry.register(wrong=[1, 2])
    status, out = kws("compare", "1", "challenger", "--plot", str(tmp_path / "a" / "one.png"))
    assert status == 0
    assert "version 2 beside version 1: 20 clips, 1 won, 1 lost, p 1, difference +0.00% (" in out
    assert "2 clips changed" in out
    assert "size_bytes" in out and "latency_ms median (local)" in out
    assert "The same front end and params." in out
    assert (tmp_path / "a" / "one.png").read_bytes().startswith(b"\x89PNG")


def test_another_front_end_shows_as_a_difference_of_its_keys(registry, kws, tmp_path):
    from dataclasses import replace

    from kws.registry.compare import compare
    from kws.registry.move import open_version
    from kws.tracking.client import connect

    registry.register()
    with connect() as client, open_version(client, NAME, "1") as old:
        section = {**old.manifest.params["train"], "alpha": 0.5}
        manifest = replace(
            old.manifest,
            front_end={**old.manifest.front_end, "num_mfcc": 4},
            params={**old.manifest.params, "train": section},
        )
        new = replace(old)
        new.__dict__["manifest"] = manifest
        found = compare(old, new, registry.clips)
    assert found.changes["front_end.num_mfcc"] == (old.manifest.front_end["num_mfcc"], 4)
    assert found.changes["train.alpha"] == (old.manifest.params["train"]["alpha"], 0.5)
    assert len(found.changes) == 2
    assert set(found.ratios.values()) == {1.0}


def test_a_policy_with_an_unknown_rule_is_one_line(registry, kws, tmp_path):
    write_policy(tmp_path, colour="blue")
    status, out = kws("promote")
    assert status == 2
    assert out.startswith("error: mlflow/registry.yaml, section promote: colour: unknown, expected one of alias, ")


@pytest.mark.parametrize("command", [["promote"], ["rollback"], ["models"], ["ledger"], ["compare", "1", "2"]])
def test_before_the_first_model_every_command_says_so_in_one_line(registry, kws, command):
    status, out = kws(*command)
    assert (status, out.count("\n")) == (2, 1)
    assert "keyword-spotter" in out
