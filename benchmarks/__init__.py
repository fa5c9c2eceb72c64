"""What we claim, as commands that anyone can run: `python -m benchmarks.<name> --help`."""
