"""The artifact repository of a local store: a folder beside its database, wherever the two are.

MLflow finds this module by an entry point in pyproject.toml, and imports it first in every process. It is outside the
package `kws`, because a registered model brings its own copy of that package.
"""

from pathlib import Path
from urllib.parse import urlsplit

from mlflow.store.artifact.artifact_repo import ArtifactRepository
from mlflow.store.artifact.local_artifact_repo import LocalArtifactRepository
from mlflow.store.artifact.mlflow_artifacts_repo import MlflowArtifactsRepository
from mlflow.tracking._tracking_service.utils import get_tracking_uri

_SQLITE = "sqlite:///"


def artifact_repository(
    artifact_uri: str, tracking_uri: str | None = None, registry_uri: str | None = None
) -> ArtifactRepository:
    """Open the artifact repository of an address `mlflow-artifacts:/PATH`.

    If the store is a SQLite file, this is the folder `artifacts/PATH` beside it; if not, the server's.
    """
    uri = tracking_uri or get_tracking_uri()
    database = uri.removeprefix(_SQLITE)
    if database == uri:
        return MlflowArtifactsRepository(artifact_uri, tracking_uri=tracking_uri, registry_uri=registry_uri)
    artifacts = Path(database).absolute().parent / "artifacts"
    # The path is already quoted, as in any address.
    return LocalArtifactRepository(f"{artifacts.as_uri()}/{urlsplit(artifact_uri).path.strip('/')}")
