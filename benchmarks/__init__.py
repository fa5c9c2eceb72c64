"""Benchmarks behind our claims, as commands: `python -m benchmarks.<name> --help`."""
