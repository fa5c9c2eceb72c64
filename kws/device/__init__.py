"""What runs on the device. It imports numpy and LiteRT, and of this project only rooms that do the same."""
