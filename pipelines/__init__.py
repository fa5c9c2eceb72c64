"""The workflow on Kubeflow Pipelines."""
