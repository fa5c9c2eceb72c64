"""The model card of a candidate in Markdown, after Mitchell et al. (2019), Model Cards for Model Reporting."""

from kws.report import figures
from kws.report.data_card import make_data_card
from kws.report.findings import Findings
from kws.report.page import TEMPLATES


def render_card(findings: Findings) -> str:
    """Render the model card: verdict and figures, use and limits, quality, data, provenance."""
    return TEMPLATES.get_template("model_card.md").render(
        manifest=findings.manifest,
        evaluation=findings.evaluation,
        verdict=findings.verdict,
        figures=figures.list_figures(findings),
        device_name=figures.describe_device(findings.device),
        data=make_data_card(findings),
        images=findings.images,
    )
