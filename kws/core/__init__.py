"""The base of every room: errors, files, params and commands, on the standard library and a YAML reader alone."""
