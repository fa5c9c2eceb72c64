"""MLflow: the store, its client, runs and logged models."""
