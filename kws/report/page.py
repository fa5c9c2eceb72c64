"""The report of a candidate as one HTML page without other files, network or script."""

from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kws.report import figures
from kws.report.chart import Axis
from kws.report.curves import STYLES, make_latency_charts, make_learning_charts, make_threshold_charts
from kws.report.data_card import make_data_card
from kws.report.figures import BOUNDS, METRICS
from kws.report.findings import Findings
from kws.report.hardest import make_hard_clips
from kws.report.picture import WAVE_HEIGHT, WAVE_WIDTH
from kws.report.size import measure_file

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=lambda name: (name or "").endswith(".html"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
TEMPLATES.filters |= {
    "percent": figures.format_percent,
    "ms": figures.format_milliseconds,
    "count": figures.format_count,
}


def render_page(findings: Findings) -> str:
    """Render the report as HTML."""
    return TEMPLATES.get_template("report.html").render(
        findings=findings,
        manifest=findings.manifest,
        evaluation=findings.evaluation,
        device=findings.device,
        verdict=findings.verdict,
        figures=figures.list_figures(findings),
        device_name=figures.describe_device(findings.device),
        identity=vars(findings.device.device),
        protocol=vars(findings.device.protocol),
        latency=asdict(findings.device.latency),
        metrics=METRICS,
        bounds=BOUNDS,
        styles=STYLES,
        intervals=_place_intervals(findings),
        threshold_charts=make_threshold_charts(findings),
        latency_charts=make_latency_charts(findings),
        learning_charts=make_learning_charts(findings),
        size=measure_file(findings.model),
        data=make_data_card(findings),
        hard_clips=make_hard_clips(findings),
        wave=(WAVE_WIDTH, WAVE_HEIGHT),
    )


def _place_intervals(findings: Findings) -> dict[str, tuple[float, float, float]]:
    # By form, the lower bound, the upper bound and the value of its accuracy, as places on a bar in percent.
    forms = findings.evaluation.forms
    axis = Axis(min(min(form.accuracy_lower_95 for form in forms.values()) - 0.005, 0.99), 1, 0, 100)
    return {
        name: (axis(form.accuracy_lower_95), axis(form.accuracy_upper_95), axis(form.accuracy))
        for name, form in forms.items()
    }
