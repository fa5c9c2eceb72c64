from support.results import empty_database, finished, results, store
from support.ssh_server import packages, pi, wheel_folder
from support.versions import registry

__all__ = ["empty_database", "finished", "packages", "pi", "registry", "results", "store", "wheel_folder"]
