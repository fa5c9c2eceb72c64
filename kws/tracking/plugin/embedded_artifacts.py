"""The artifacts of an embedded store: a folder beside its database, wherever the two lie.

MLflow finds this by an entry point of pyproject.toml. It is a module of its own, outside the project's packages: a
registered model brings a package of the same name along, and MLflow loads this one first, in every process.
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
    """MLflow's access to what an address `mlflow-artifacts:/PATH` names.

    Where the store is a SQLite file, that is the file `artifacts/PATH` beside it; else the server is asked for it.
    """
    uri = tracking_uri or get_tracking_uri()
    database = uri.removeprefix(_SQLITE)
    if database == uri:
        return MlflowArtifactsRepository(artifact_uri, tracking_uri=tracking_uri, registry_uri=registry_uri)
    artifacts = Path(database).absolute().parent / "artifacts"
    # Its parts are quoted already, as those of any address.
    return LocalArtifactRepository(f"{artifacts.as_uri()}/{urlsplit(artifact_uri).path.strip('/')}")
