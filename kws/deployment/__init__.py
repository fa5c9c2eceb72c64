"""The deployment of a registered version to a device, and the rollback."""
