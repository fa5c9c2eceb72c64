"""A registry for tests of promotion: versions of a real model, as many as a test registers."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kws.audio.manifest import data_sha256, read_manifest
from kws.core.params import parse
from kws.registry.move import Proposal, move_alias, propose_promotion, propose_rollback
from kws.registry.policy import PromoteParams, Service
from kws.tracking.client import connect
from support.project import ROOT, SECTIONS
from support.results import LENIENT, MlflowClient, Results

NAME = "keyword-spotter"


def make_service(**changes: object) -> Service:
    """Make the shipped service, with some rules of its policy changed."""
    params = parse(PromoteParams, {**SECTIONS["promote"], **changes}, "test")
    return Service(NAME, "challenger", params)


class Registry:
    """A registry in a store, and the results that its versions are made from.

    Args:
        client: of the store.
        results: which the test may change.
    """

    def __init__(self, client: MlflowClient, results: Results) -> None:
        self.client, self.results = client, results
        self.clips = results.clips

    def register(self, *, wrong: Sequence[int] = (), threshold: float = 0.0) -> str:
        """Register another version; returns its number.

        Args:
            wrong: indices of the test clips that its predictions get wrong; they get the others right.
            threshold: of its gate; another threshold makes another result.
        """
        _answer(self.results.reports / "predictions.csv", wrong)
        self.results.judge(**{**LENIENT, "min_accuracy_lower_95": threshold})
        self.results.track()
        return str(self.results.register()["version"])

    def use_data(self, clips: Path) -> None:
        """Make later versions from other data."""
        self.results = replace(self.results, clips=clips)
        found = data_sha256(read_manifest(clips))
        reports = self.results.reports
        for path in (self.results.tflite / "model.json", reports / "evaluation.json", reports / "device.json"):
            rewrite_json(path, data_sha256=found)

    def find(self, alias: str = "champion") -> str | None:
        """Find the number of the version that has an alias."""
        found = self.client.get_registered_model(NAME).aliases.get(alias)
        return None if found is None else str(found)

    def propose(self, version: str | None = None, accepted: str | None = "local", **rules: object) -> Proposal:
        """Propose a version for service."""
        with connect() as client:
            return propose_promotion(client, make_service(**rules), version, accepted, self.clips)

    def promote(self, version: str | None = None, **rules: object) -> None:
        """Promote a version, which must break no rule."""
        proposal = self.propose(version, **rules)
        assert proposal.failures == ()
        with connect() as client:
            move_alias(client, make_service(**rules), proposal, "test")

    def roll_back(self, version: str | None = None) -> None:
        """Return to a version, which must break no rule."""
        with connect() as client:
            proposal = propose_rollback(client, make_service(), version)
            assert proposal.failures == ()
            move_alias(client, make_service(), proposal, "test")


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


def rewrite_json(path: Path, **changes: object) -> None:
    """Change some keys of a JSON file."""
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def write_policy(folder: Path, section: str = "promote", **changes: object) -> None:
    """Write mlflow/registry.yaml into a folder, with some keys of a section changed."""
    sections = YAML(typ="safe").load(ROOT / "mlflow" / "registry.yaml")
    sections[section] |= changes
    (folder / "mlflow").mkdir(exist_ok=True)
    YAML().dump(sections, folder / "mlflow" / "registry.yaml")


@pytest.fixture
def registry(results: Results, store: MlflowClient) -> Iterator[Registry]:
    """An empty registry, in a folder with the shipped policy."""
    write_policy(Path())
    return Registry(store, results)
