"""The `kws` command: a table of its commands, each imported when it is called."""

from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from kws.cli.terminal import print_errors_on_one_line

RESULTS, REGISTRY, DEVICES, KUBEFLOW = "Results", "Registry", "Devices", "Kubeflow"


class Entry(NamedTuple):
    """A command as `kws --help` lists it.

    Attributes:
        panel: heading in the help.
        module: name of the module in kws.cli whose `app` has the command.
        help: first line of the command's docstring.
    """

    panel: str
    module: str
    help: str


COMMANDS = {
    "summary": Entry(RESULTS, "results", "Show a run: accuracy of each form, sizes, latency and the verdict."),
    "gate": Entry(RESULTS, "results", "Show the verdict of a run and its reasons."),
    "predict": Entry(RESULTS, "predict", "Show what a model hears in recordings."),
    "ui": Entry(RESULTS, "ui", "Open the MLflow UI on the local store; end it with Ctrl-C."),
    "models": Entry(REGISTRY, "registry", "Show every version of the registered model, the newest first."),
    "fetch": Entry(
        REGISTRY, "registry", "Download a version and verify its model and evidence, without running the model."
    ),
    "compare": Entry(REGISTRY, "registry", "Compare two versions on the test clips of the first."),
    "promote": Entry(REGISTRY, "registry", "Promote a version to champion, or list the rules that it fails."),
    "rollback": Entry(REGISTRY, "registry", "Return to an earlier champion, after verifying it again."),
    "ledger": Entry(REGISTRY, "registry", "List every promotion and rollback, and verify the chain of records."),
    "registry": Entry(REGISTRY, "registry_copy", "The registry as a whole."),
    "webhook": Entry(REGISTRY, "webhook", "A command that runs when an alias moves."),
    "deploy": Entry(DEVICES, "deploy", "Deploy a registered version to a device, or restore the previous one."),
    "device": Entry(DEVICES, "devices", "Raspberry Pis across the network."),
    "pi": Entry(DEVICES, "pi", "A Raspberry Pi for machines without one: emulated, behind SSH."),
    "compile": Entry(KUBEFLOW, "kubeflow", "Compile the workflow for Kubeflow Pipelines."),
    "run-local": Entry(KUBEFLOW, "local", "Run the Kubeflow pipeline on this machine, each stage in its container."),
    "submit": Entry(KUBEFLOW, "cluster", "Run the workflow on a Kubeflow server."),
    "schedule": Entry(KUBEFLOW, "schedules", "Runs of the workflow that a Kubeflow server starts by itself."),
    "runs": Entry(KUBEFLOW, "cluster", "Runs of the workflow on a Kubeflow server."),
}


class LazyGroup(TyperGroup):
    """A group of the commands in the table that imports only the one called."""

    def __init__(self, **settings: Any) -> None:
        listed = {
            name: TyperCommand(name, help=entry.help, rich_help_panel=entry.panel) for name, entry in COMMANDS.items()
        }
        super().__init__(**{**settings, "commands": listed})

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Import the command that the first argument names; the other arguments are for it."""
        name = args[0]
        return (name, load(name), args[1:]) if name in COMMANDS else super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; print an error of ours on one line and exit with status 2."""
        with print_errors_on_one_line():
            return super().invoke(ctx)


def load(name: str) -> Any:
    """Import the click command of a name in COMMANDS."""
    module = import_module(f"kws.cli.{COMMANDS[name].module}")
    return typer.main.get_group(module.app).commands[name]


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"kws {version('kws-workflow')}")
        raise typer.Exit


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """The keyword spotter workflow: results, models, devices and Kubeflow runs.

    The workflow itself is run by `dvc repro`.
    """
