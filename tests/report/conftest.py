import pytest
from results import finished

from components.report.findings import Findings
from components.report.page import page
from components.track.report import findings

__all__ = ["finished"]


@pytest.fixture(scope="session")
def found(finished) -> Findings:
    """Findings of a real, bad model."""
    return findings(finished.evidence(), finished.clips, [])


@pytest.fixture(scope="session")
def html(found) -> str:
    """The page of them."""
    return page(found)
