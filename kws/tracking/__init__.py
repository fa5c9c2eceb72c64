"""MLflow: the store, its client, the runs and the logged model."""
