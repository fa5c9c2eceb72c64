"""What every room stands on: errors, files, params, commands. The standard library and a YAML reader only."""
