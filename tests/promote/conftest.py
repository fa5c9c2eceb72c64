from registry import registry
from results import empty_database, finished, results, store

__all__ = ["empty_database", "finished", "registry", "results", "store"]
