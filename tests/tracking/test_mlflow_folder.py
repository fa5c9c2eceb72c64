"""The folder `mlflow/` must not shadow the package of that name."""

import importlib.util
from pathlib import Path

from support.project import ROOT


def test_the_mlflow_folder_holds_no_python():
    assert list((ROOT / "mlflow").rglob("*.py")) == []


def test_mlflow_is_the_installed_package_even_in_the_repository_root(monkeypatch):
    monkeypatch.syspath_prepend(ROOT)
    found = importlib.util.find_spec("mlflow")
    assert found is not None and found.origin is not None
    assert "site-packages" in Path(found.origin).parts
