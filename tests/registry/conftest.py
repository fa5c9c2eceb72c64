from support.results import empty_database, results, shared_results, store
from support.ssh_server import packages, pi, wheel_folder
from support.versions import registry

__all__ = ["empty_database", "shared_results", "packages", "pi", "registry", "results", "store", "wheel_folder"]
