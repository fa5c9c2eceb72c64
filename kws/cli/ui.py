"""`kws ui`: the MLflow server of the embedded store."""

import os
import sys
from typing import Annotated

import typer

from kws.tracking.client import connect, get_public_uri
from kws.tracking.store import find_local_artifacts, get_tracking_uri

app = typer.Typer()


@app.command()
def ui(port: Annotated[int, typer.Option(help="Where to listen on this machine.")] = 5000) -> None:
    """Open the MLflow UI on the embedded store; end it with Ctrl-C.

    Example: kws ui --port 5001
    """

    artifacts = find_local_artifacts()
    if artifacts is None:
        print(f"the runs are on a server of their own: {get_public_uri()}")
        return
    with connect():
        # The store is there now, and of today's form.
        pass
    store = ["--backend-store-uri", get_tracking_uri(), "--artifacts-destination", artifacts.as_uri()]
    # One person looks: more workers only start later.
    command = [sys.executable, "-m", "mlflow", "server", "--port", str(port), "--workers", "1", *store]
    os.execv(sys.executable, command)
