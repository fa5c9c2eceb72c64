from loopback import packages, pi, wheel_folder
from registry import registry
from results import empty_database, finished, results, store

__all__ = ["empty_database", "finished", "packages", "pi", "registry", "results", "store", "wheel_folder"]
