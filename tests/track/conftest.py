from support.results import empty_database, results, shared_results, store

__all__ = ["empty_database", "shared_results", "results", "store"]
