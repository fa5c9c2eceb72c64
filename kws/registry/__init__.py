"""The MLflow registry: versions and their evidence, promotion and rollback on record."""
