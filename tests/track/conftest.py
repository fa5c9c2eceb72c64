from support.results import empty_database, finished, results, store

__all__ = ["empty_database", "finished", "results", "store"]
