"""Tags of a version: what it says of its model, from the tags and metrics of its run."""

# What a version says of its model by itself, by the run's tag or metric that it comes from.
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


FIGURES = {
    "accuracy": "tflite/accuracy",
    "accuracy_lower_95": "tflite/accuracy_lower_95",
    "size_bytes": "tflite/size_bytes",
    "latency_ms_median": "device/latency_ms/total/median",
    "latency_ms_p99": "device/latency_ms/total/p99",
    "modelled_latency_ms_median": "device/modelled_latency_ms/total/median",
    "modelled_latency_ms_p99": "device/modelled_latency_ms/total/p99",
}


def version_tags(run_tags: dict[str, str], metrics: dict[str, float]) -> dict[str, str]:
    """What the new version says of its model, of a run's tags and metrics."""
    figures = {name: f"{metrics[metric]:.6g}" for name, metric in FIGURES.items() if metric in metrics}
    return {name: run_tags[name] for name in TAGS} | figures
