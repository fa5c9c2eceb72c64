"""`kws registry copy`: the registered model on another MLflow server."""

from typing import Annotated

import typer

from kws.cli.service import open_service
from kws.core.errors import ParamsError
from kws.registry.copy import copy as copied
from kws.tracking.client import remove_password
from kws.tracking.runtime import MlflowClient

app = typer.Typer()
registry = typer.Typer(no_args_is_help=True, help="The registry as a whole.")
app.add_typer(registry, name="registry")


@registry.command()
def copy(to: Annotated[str, typer.Option(help="Address of an MLflow server.")]) -> None:
    """Copy the registered model to a server: versions, tags, aliases, artifacts and the ledger.

    An interrupted copy is resumed by the same command. MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD log in.

    Example: kws registry copy --to https://mlflow.example.org
    """
    place = remove_password(to, to)
    with open_service(f"copying to {place}: the same command goes on where it was") as (client, service):
        if place != to or not to.startswith(("http://", "https://")):
            raise ParamsError(
                f"--to: expected the address of a server without an account, http://… or https://…, got {place}; "
                "the account is MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
            )
        numbers = copied(client, MlflowClient(to), service.model, service.policy.ledger)
    print(f"{service.model}: versions {', '.join(numbers)} and the ledger {service.policy.ledger} are at {place}")
