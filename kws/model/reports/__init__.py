"""The files between the stages as types, each with one writer and one reader: docs/reference/contracts.md."""
