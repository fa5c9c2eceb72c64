from loopback import packages, pi, wheel_folder

__all__ = ["packages", "pi", "wheel_folder"]
