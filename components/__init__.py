"""The ten stages of the workflow, a package each. No stage imports another."""
