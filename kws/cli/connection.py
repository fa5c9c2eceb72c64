"""Options of the commands that need a Kubeflow server."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.cluster.client import Access, Cluster

_PANEL = "The server"


def _flag(name: str, variable: str, help: str) -> Any:
    return typer.Option(f"--{name}", envvar=variable, help=help, rich_help_panel=_PANEL)


def _access(
    *,
    host: Annotated[str, _flag("host", "KF_PIPELINES_ENDPOINT", "URL of the server, such as http://127.0.0.1:8080.")],
    namespace: Annotated[
        str | None, _flag("namespace", "KF_PIPELINES_NAMESPACE", "Your namespace, on a multi-user server.")
    ] = None,
    token: Annotated[str | None, _flag("token", "KF_PIPELINES_TOKEN", "Bearer token that logs in.")] = None,
    cookies: Annotated[
        str | None,
        _flag("cookies", "KF_PIPELINES_COOKIES", "Cookies of a browser that is logged in: authservice_session=…."),
    ] = None,
    ca: Annotated[
        Path | None, _flag("ca", "KF_PIPELINES_CA", "PEM file of the server's certificate authority.")
    ] = None,
    ui: Annotated[str | None, _flag("ui", "KF_PIPELINES_UI_ENDPOINT", "URL of the web page, if it is another.")] = None,
    timeout: Annotated[float, _flag("timeout", "KF_PIPELINES_TIMEOUT", "Seconds to wait for an answer.")] = 30,
) -> "Cluster":

    return Cluster(Access(host, namespace, token, cookies, ca, ui, timeout))


def add_server_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a server to a command, whose first argument becomes the `Cluster`."""
    flags = signature(_access).parameters
    own = list(signature(command).parameters.values())[1:]

    @wraps(command)
    def with_flags(**given: Any) -> None:
        server = {name: given.pop(name) for name in flags}
        command(_access(**server), **given)

    keyword = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in own]
    with_flags.__signature__ = signature(command).replace(  # type: ignore[attr-defined]
        parameters=[*keyword, *flags.values()]
    )
    # Typer reads the options from the annotations, which must not name the server.
    with_flags.__annotations__ = {parameter.name: parameter.annotation for parameter in [*keyword, *flags.values()]}
    return with_flags
