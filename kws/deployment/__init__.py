"""A registered version on a device that listens with it, and the way back."""
