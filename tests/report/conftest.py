import pytest
from support.results import finished

from components.track.stage import findings
from kws.report.findings import Findings
from kws.report.page import render_page

__all__ = ["finished"]


@pytest.fixture(scope="session")
def found(finished) -> Findings:
    """Findings of a real, bad model."""
    return findings(finished.evidence(), finished.clips, [])


@pytest.fixture(scope="session")
def html(found) -> str:
    """The page of them."""
    return render_page(found)
