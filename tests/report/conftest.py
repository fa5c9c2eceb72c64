import pytest
from support.results import shared_results

from components.track.stage import collect_findings
from kws.report.findings import Findings
from kws.report.page import render_page

__all__ = ["shared_results"]


@pytest.fixture(scope="session")
def found(shared_results) -> Findings:
    """The findings about a real, bad model."""
    return collect_findings(shared_results.evidence(), shared_results.clips, [])


@pytest.fixture(scope="session")
def html(found) -> str:
    """The page of these findings."""
    return render_page(found)
