"""The outcome of `kws run-local`; tests/test_run_local.py runs it with containers."""

import json
from pathlib import Path

import pytest

from pipelines.local import run_local


class Reported:
    """A pipeline of which the runner says that it succeeded, and what its tasks left."""

    name = "keyword-spotter-training"

    def __init__(self, folder: Path, *left: str, blessed: bool) -> None:
        self.folder, self.left, self.blessed = folder, left, blessed

    def __call__(self, **_: object) -> None:
        for task, output in [("gate", "verdict"), *((leaf, "registration") for leaf in self.left)]:
            path = self.folder / f"{self.name}-1" / task / output
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps({"blessed": self.blessed}))


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:1")


@pytest.mark.parametrize(("leaf", "blessed"), [("register", True), ("rejected", False)])
def test_the_verdict_stands_when_its_leaf_left_what_it_should(tmp_path: Path, leaf: str, blessed: bool) -> None:
    assert run_local(Reported(tmp_path, leaf, blessed=blessed), {}, tmp_path) == {"blessed": blessed}


@pytest.mark.parametrize("blessed", [True, False])
def test_a_leaf_that_left_nothing_has_failed_whatever_the_runner_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], blessed: bool
) -> None:
    assert run_local(Reported(tmp_path, blessed=blessed), {}, tmp_path) is None
    assert "expected the output of re" in capsys.readouterr().out
