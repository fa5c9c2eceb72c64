"""MLflow with our settings: quiet, without telemetry, and quick to report that its server does not answer.

MLflow reads some settings while it is imported, so they are made here before. Environment variables that are already
set stay as they are.
"""

import logging
import os

os.environ.update(
    {
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
        # Files go through the server, because only the server can reach its S3 store.
        "MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD": "false",
        "MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD": "false",
        "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
        "MLFLOW_HTTP_REQUEST_TIMEOUT": "30",
        "MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER": "false",
        "MLFLOW_LOGGING_LEVEL": "ERROR",
        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
        # Requirements are given explicitly; a lock file in the working directory must not add others.
        "MLFLOW_UV_AUTO_DETECT": "false",
    }
    | os.environ
)

import mlflow
from mlflow import MlflowClient

# alembic logs every table that it creates.
logging.getLogger("alembic").setLevel(logging.WARNING)

__all__ = ["MlflowClient", "mlflow"]
