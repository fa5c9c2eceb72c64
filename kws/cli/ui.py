"""`kws ui`: an MLflow server on the local store."""

import os
import sys
from typing import Annotated

import typer

from kws.tracking.client import connect, get_public_uri
from kws.tracking.store import find_local_artifacts, get_tracking_uri

app = typer.Typer()


@app.command()
def ui(port: Annotated[int, typer.Option(help="Port on this machine.")] = 5000) -> None:
    """Open the MLflow UI on the local store; end it with Ctrl-C.

    Example: kws ui --port 5001
    """
    artifacts = find_local_artifacts()
    if artifacts is None:
        print(f"the runs are on a server of their own: {get_public_uri()}")
        return
    with connect():
        # Opening the store creates or updates it.
        pass
    store = ["--backend-store-uri", get_tracking_uri(), "--artifacts-destination", artifacts.as_uri()]
    # One worker is enough for one user, and starts sooner.
    command = [sys.executable, "-m", "mlflow", "server", "--port", str(port), "--workers", "1", *store]
    os.execv(sys.executable, command)
