"""MLflow as every stage imports it: quiet, without telemetry, and quick to say that its server is away.

MLflow reads some of the settings while it is imported, so they are made here, before. What a person set stays.
"""

import logging
import os

os.environ.update(
    {
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
        # Files come through the server: its S3 store has an address and a port that only the server knows.
        "MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD": "false",
        "MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD": "false",
        "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
        "MLFLOW_HTTP_REQUEST_TIMEOUT": "30",
        "MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER": "false",
        "MLFLOW_LOGGING_LEVEL": "ERROR",
        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
        # What the model needs is known: a lock file that happens to lie in the working directory is not asked.
        "MLFLOW_UV_AUTO_DETECT": "false",
    }
    | os.environ
)

import mlflow
from mlflow import MlflowClient

# It tells of every table that it makes.
logging.getLogger("alembic").setLevel(logging.WARNING)

__all__ = ["MlflowClient", "mlflow"]
