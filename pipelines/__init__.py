"""What people type: the `kws` command line."""
