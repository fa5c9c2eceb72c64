"""What promotions are tested on: a store with as many versions of a real model as a test asks for."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kws.audio.manifest import data_sha256, read_manifest
from kws.core.params import parse
from kws.registry.move import Proposal, make, propose, recall
from kws.registry.policy import Post, PromoteParams
from kws.tracking.client import connected
from support.project import ROOT, SECTIONS
from support.results import LENIENT, MlflowClient, Results

NAME = "keyword-spotter"


def post(**changes: object) -> Post:
    """Where promotions go, with some rules changed."""
    params = parse(PromoteParams, {**SECTIONS["promote"], **changes}, "test")
    return Post(NAME, "challenger", params)


class Registry:
    """A registry on a store, and the results that its versions come from.

    Args:
        client: of the store.
        results: of the test's own.
    """

    def __init__(self, client: MlflowClient, results: Results) -> None:
        self.client, self.results = client, results
        self.clips = results.clips

    def version(self, *, wrong: Sequence[int] = (), threshold: float = 0.0) -> str:
        """Register another version; returns its number.

        Args:
            wrong: the test clips, by their place, that its record says it got wrong; it got the others right.
            threshold: of its gate, which makes it another result.
        """
        _answer(self.results.reports / "predictions.csv", wrong)
        self.results.judged(**{**LENIENT, "min_accuracy_lower_95": threshold})
        self.results.track()
        return str(self.results.register()["version"])

    def retested(self, clips: Path) -> None:
        """From now on the versions come from other data."""
        self.results = replace(self.results, clips=clips)
        found = data_sha256(read_manifest(clips))
        reports = self.results.reports
        for path in (self.results.tflite / "model.json", reports / "evaluation.json", reports / "device.json"):
            rewritten(path, data_sha256=found)

    def at(self, alias: str = "champion") -> str | None:
        """The version at an alias."""
        found = self.client.get_registered_model(NAME).aliases.get(alias)
        return None if found is None else str(found)

    def propose(self, version: str | None = None, accepted: str | None = "local", **rules: object) -> Proposal:
        """The case for a version."""
        with connected() as client:
            return propose(client, post(**rules), version, accepted, self.clips)

    def promote(self, version: str | None = None, **rules: object) -> None:
        """Put a version in service, which nothing speaks against."""
        proposal = self.propose(version, **rules)
        assert proposal.unmet == ()
        with connected() as client:
            make(client, post(**rules), proposal, "test")

    def rollback(self, version: str | None = None) -> None:
        """Go back to a version, which nothing speaks against."""
        with connected() as client:
            proposal = recall(client, post(), version)
            assert proposal.unmet == ()
            make(client, post(), proposal, "test")


def _answer(path: Path, wrong: Sequence[int]) -> None:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    labels = sorted({row["label"] for row in rows})
    for place, row in enumerate(rows):
        for label in labels:
            row[f"tflite_{label}"] = str(float((label == row["label"]) != (place in wrong)))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def rewritten(path: Path, **changes: object) -> None:
    """A JSON file with some keys changed."""
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def policy(folder: Path, section: str = "promote", **changes: object) -> None:
    """Write mlflow/registry.yaml into a folder, with some keys of a section changed."""
    sections = YAML(typ="safe").load(ROOT / "mlflow" / "registry.yaml")
    sections[section] |= changes
    (folder / "mlflow").mkdir(exist_ok=True)
    YAML().dump(sections, folder / "mlflow" / "registry.yaml")


@pytest.fixture
def registry(results: Results, store: MlflowClient) -> Iterator[Registry]:
    """An empty registry of the test's own, in a folder with the shipped policy."""
    policy(Path())
    return Registry(store, results)
