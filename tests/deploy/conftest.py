from loopback import packages, pi, wheel_folder
from results import empty_database, finished, results, store

__all__ = ["empty_database", "finished", "packages", "pi", "results", "store", "wheel_folder"]
