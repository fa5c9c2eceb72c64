"""The tags of a registered version, taken from the tags and metrics of its run."""

# Tags of the run that the version gets unchanged.
TAGS = (
    "blessed",
    "content_sha256",
    "data_sha256",
    "device_kind",
    "front_end_sha256",
    "git_commit",
    "model_sha256",
    "params_sha256",
    "source_commit",
    "verdict_sha256",
)


# Other tags of the version, and the metric of the run that each comes from.
FIGURES = {
    "accuracy": "tflite/accuracy",
    "accuracy_lower_95": "tflite/accuracy_lower_95",
    "size_bytes": "tflite/size_bytes",
    "latency_ms_median": "device/latency_ms/total/median",
    "latency_ms_p99": "device/latency_ms/total/p99",
    "modelled_latency_ms_median": "device/modelled_latency_ms/total/median",
    "modelled_latency_ms_p99": "device/modelled_latency_ms/total/p99",
}


def collect_tags(run_tags: dict[str, str], metrics: dict[str, float]) -> dict[str, str]:
    """Collect the tags of a new version from the tags and metrics of its run; figures with six significant digits."""
    figures = {name: f"{metrics[metric]:.6g}" for name, metric in FIGURES.items() if metric in metrics}
    return {name: run_tags[name] for name in TAGS} | figures
