from support.ssh_server import packages, pi, wheel_folder

__all__ = ["packages", "pi", "wheel_folder"]
