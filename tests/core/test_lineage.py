"""The lineage of an artifact: its file, its hashes and the commit of the code."""

import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from kws.core.errors import EvidenceError
from kws.core.lineage import LINEAGE, Lineage, source_commit, versions

LINE = Lineage(("up", "down"), "d" * 64, {"ingest": {"seed": 1}, "train": {"epochs": 2}})


@dataclass(frozen=True)
class PruneParams:
    sparsity: float
    layers: tuple[int, ...]


def test_a_lineage_survives_the_way_through_its_file(tmp_path: Path) -> None:
    LINE.write(tmp_path)

    assert Lineage.read(tmp_path) == LINE


def test_a_stage_adds_its_section_and_keeps_the_others() -> None:
    after = LINE.add_stage("prune", PruneParams(0.5, (1, 2)))

    assert after.params == {**LINE.params, "prune": {"sparsity": 0.5, "layers": (1, 2)}}
    assert (after.labels, after.data_sha256) == (LINE.labels, LINE.data_sha256)
    assert "prune" not in LINE.params


def test_the_params_hash_is_the_same_after_the_way_through_a_file(tmp_path: Path) -> None:
    after = LINE.add_stage("prune", PruneParams(0.5, (1, 2)))
    after.write(tmp_path)

    assert Lineage.read(tmp_path).params_sha256 == after.params_sha256


def test_the_params_hash_is_of_what_was_done_to_the_data() -> None:
    other_source = Lineage(LINE.labels, LINE.data_sha256, {**LINE.params, "ingest": {"seed": 2}})
    other_training = Lineage(LINE.labels, LINE.data_sha256, {**LINE.params, "train": {"epochs": 3}})

    assert other_source.params_sha256 == LINE.params_sha256
    assert other_training.params_sha256 != LINE.params_sha256


def test_an_artifact_without_a_lineage_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"expected a file, found none: .*lineage\.json"):
        Lineage.read(tmp_path)


@pytest.mark.parametrize("content", ["{}", '{"labels": 3, "data_sha256": "", "params": {}}'])
def test_a_file_that_is_no_lineage_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / LINEAGE).write_text(content)

    with pytest.raises(EvidenceError, match=r"expected labels, data_sha256 and params: .*lineage\.json"):
        Lineage.read(tmp_path)


def test_the_commit_of_the_code_is_that_of_its_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KWS_SOURCE_COMMIT", raising=False)
    git = subprocess.run(
        ["git", "rev-parse", "HEAD"], capture_output=True, text=True, cwd=Path(__file__).parent, check=True
    )

    assert source_commit().removesuffix("-dirty") == git.stdout.strip()


def test_the_commit_in_a_container_is_the_one_its_image_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KWS_SOURCE_COMMIT", "0123abc")

    assert source_commit() == "0123abc"


def test_without_git_the_commit_is_unknown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KWS_SOURCE_COMMIT", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert source_commit() == "unknown"


def test_versions_are_those_of_the_installed_packages() -> None:
    assert versions("numpy", "pytest") == {"numpy": np.__version__, "pytest": version("pytest")}
