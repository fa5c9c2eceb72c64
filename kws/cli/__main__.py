"""`python -m kws.cli`: the `kws` command."""

from kws.cli import app

if __name__ == "__main__":
    app()
