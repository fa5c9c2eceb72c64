"""A Kubeflow server: pipelines, runs and schedules on it."""
