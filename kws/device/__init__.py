"""The programs that run on the device, on numpy, LiteRT and the rooms that need no more."""
