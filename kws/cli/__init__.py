"""The `kws` command: a table of its commands, each loaded when it is asked for."""

from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from kws.cli.terminal import one_line_errors

RESULTS, REGISTRY, DEVICES, KUBEFLOW = "Results", "Registry", "Devices", "Kubeflow"


class Entry(NamedTuple):
    """A command as `kws --help` lists it.

    Attributes:
        panel: under which heading.
        module: of kws.cli, whose `app` has the command.
        help: the first line of what the command says of itself.
    """

    panel: str
    module: str
    help: str


COMMANDS = {
    "summary": Entry(RESULTS, "results", "Show a run: accuracy of each form, sizes, latency and the verdict."),
    "gate": Entry(RESULTS, "results", "Show the verdict of a run and its reasons."),
    "predict": Entry(RESULTS, "predict", "Show what a model hears in recordings."),
    "ui": Entry(RESULTS, "ui", "Open the MLflow UI on the embedded store; end it with Ctrl-C."),
    "models": Entry(REGISTRY, "registry", "Show every version of the registered model, the newest first."),
    "fetch": Entry(REGISTRY, "registry", "Download a version and verify its model and evidence, without running any."),
    "compare": Entry(REGISTRY, "registry", "Compare two versions on the test clips of the first."),
    "promote": Entry(REGISTRY, "registry", "Promote a version to champion, or list the rules that it fails."),
    "rollback": Entry(REGISTRY, "registry", "Return to an earlier champion, after verifying it again."),
    "ledger": Entry(REGISTRY, "registry", "List every promotion and rollback, and verify the chain of records."),
    "registry": Entry(REGISTRY, "registry", "The registry as a whole."),
    "webhook": Entry(REGISTRY, "webhook", "A command that runs when an alias moves."),
    "deploy": Entry(DEVICES, "deploy", "Deploy a registered version to a device, or restore the previous one."),
    "device": Entry(DEVICES, "devices", "Raspberry Pis across the network."),
    "pi": Entry(DEVICES, "pi", "A Raspberry Pi for machines without one: emulated, behind SSH."),
    "compile": Entry(KUBEFLOW, "kubeflow", "Compile the workflow for Kubeflow Pipelines."),
    "run-local": Entry(KUBEFLOW, "local", "Run the Kubeflow pipeline on this machine, each stage in its container."),
    "submit": Entry(KUBEFLOW, "cluster", "Run the workflow on a Kubeflow server."),
    "schedule": Entry(KUBEFLOW, "cluster", "Runs of the workflow that a Kubeflow server starts by itself."),
    "runs": Entry(KUBEFLOW, "cluster", "Runs of the workflow on a Kubeflow server."),
}


class LazyGroup(TyperGroup):
    """The commands of the table; only the one that is called is imported."""

    def __init__(self, **settings: Any) -> None:
        listed = {
            name: TyperCommand(name, help=entry.help, rich_help_panel=entry.panel) for name, entry in COMMANDS.items()
        }
        super().__init__(**{**settings, "commands": listed})

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the first argument names, loaded, and the arguments that are left for it."""
        name = args[0]
        return (name, load(name), args[1:]) if name in COMMANDS else super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error of ours becomes one line and exit status 2."""
        with one_line_errors():
            return super().invoke(ctx)


def load(name: str) -> Any:
    """The click command of a name in COMMANDS."""
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
