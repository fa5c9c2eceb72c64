"""`kws webhook`: a command that runs when an alias moves."""

import contextlib
import os
from typing import Annotated

import typer

from kws.core.errors import ParamsError
from kws.registry.webhook import Receiver

app = typer.Typer()
webhook = typer.Typer(no_args_is_help=True, help="A command that runs when an alias moves.")
app.add_typer(webhook, name="webhook")


@webhook.command()
def serve(
    command: Annotated[list[str], typer.Argument(help="The command to run, after --.")],
    alias: Annotated[str, typer.Option(help="The alias to watch.")] = "champion",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8765,
) -> None:
    """Run a command whenever the MLflow server reports that an alias has moved; end it with Ctrl-C.

    The webhook's secret is read from KWS_WEBHOOK_SECRET; messages without its signature are refused.

    Example: kws webhook serve -- kws deploy pi --model models:/keyword-spotter@champion
    """
    secret = os.environ.get("KWS_WEBHOOK_SECRET")
    if not secret:
        raise ParamsError("KWS_WEBHOOK_SECRET: expected the webhook's secret, found none")
    try:
        receiver = Receiver((host, port), secret, alias, command)
    except OSError as error:
        raise ParamsError(f"expected a free port, got {error.strerror}: {host}:{port}") from None
    print(f"http://{host}:{receiver.server_port}: waiting for {alias}", flush=True)
    with contextlib.suppress(KeyboardInterrupt), receiver:
        receiver.serve_forever()
