"""The ten stages of the workflow, one package per stage. No stage imports another."""
