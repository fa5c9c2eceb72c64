"""The stages of the workflow, one package each, and `kws`, the vocabulary they share."""
