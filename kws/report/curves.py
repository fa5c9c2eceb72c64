"""The charts of the report: answers by threshold, clips by latency, and learning by epoch."""

from collections.abc import Mapping, Sequence

from kws.model.reports.history import METRICS, Epoch, History
from kws.report.chart import Chart, Series, make_line_chart, outline_histogram
from kws.report.figures import format_count, format_percent
from kws.report.findings import Findings

# The registered form stands out; the others differ from it also without colour.
STYLES = {"tflite": "s1", "pruned": "s2", "float": "s3"}
PARTS = {"front_end": "s2", "invoke": "s3", "total": "s1"}


def make_threshold_charts(findings: Findings) -> list[Chart]:
    """Make the charts of the shares of right and wrong answers acted on, by threshold."""
    return [_make_threshold_chart(findings, "right", (1,)), _make_threshold_chart(findings, "wrong", (0, 0.01))]


def _make_threshold_chart(findings: Findings, side: str, y_shown: Sequence[float]) -> Chart:
    rows, mark = findings.threshold, findings.evaluation.action_threshold
    return make_line_chart(
        f"{side.capitalize()} answers acted on, by threshold",
        [
            Series(form, STYLES.get(form, "s4"), [(row["threshold"], row[f"{form}_{side}"]) for row in rows])
            for form in findings.evaluation.forms
        ],
        x_name="threshold on the probability",
        x_label=lambda value: f"{value:g}",
        y_label=format_percent,
        y_shown=y_shown,
        marks=[(mark, f"{mark:g}")],
    )


def make_latency_charts(findings: Findings) -> dict[str, Chart]:
    """Make the histograms of the latency on the slowest device, by part; empty if no device has a histogram."""
    targets = [target for target in findings.device.targets if target.latency_histogram]
    if not targets:
        return {}
    slowest = max(targets, key=lambda target: target.latency.total.median)
    histogram = slowest.latency_histogram
    assert histogram is not None
    return {
        part: _make_histogram(part, histogram.edges_ms, getattr(histogram, part), getattr(slowest.latency, part).median)
        for part in PARTS
    }


def _make_histogram(part: str, edges_ms: Sequence[float], counts: Sequence[int], median_ms: float) -> Chart:
    return make_line_chart(
        f"Clips by latency of {part.replace('_', ' ')}",
        [Series(part, PARTS[part], outline_histogram(edges_ms, counts))],
        x_name="ms, one clip",
        x_label=lambda value: f"{value:g}",
        y_label=format_count,
        log_x=True,
        marks=[(median_ms, "median")],
        height=150,
    )


def make_learning_charts(findings: Findings) -> list[Chart]:
    """Make a chart per metric, of training and validation, with the stages one after another."""
    rows, starts = _join(findings.histories)
    metrics = [name for name in METRICS if f"val_{name}" in METRICS] if rows else []
    return [
        make_line_chart(
            f"{metric.replace('_', ' ').capitalize()} by epoch",
            [
                Series(name, style, [(epoch, getattr(row, key)) for epoch, row in enumerate(rows, 1)])
                for name, style, key in (("validation", "s1", f"val_{metric}"), ("training", "s3", metric))
            ],
            x_name="epoch",
            x_label=lambda value: f"{value:g}",
            y_label=format_percent if "accuracy" in metric else lambda value: f"{value:g}",
            log_y=metric == "loss",
            whole_x=True,
            marks=[(start + 0.5, stage) for stage, start in starts.items() if start],
        )
        for metric in metrics
    ]


def _join(histories: Mapping[str, History]) -> tuple[list[Epoch], dict[str, int]]:
    """Join the epochs of all stages; also returns the number of epochs before each stage."""
    rows = [row for history in histories.values() for row in history]
    lengths = [len(history) for history in histories.values()]
    before = [sum(lengths[:place]) for place in range(len(lengths))]
    return rows, {stage: start for (stage, history), start in zip(histories.items(), before, strict=True) if history}
