"""The report of a candidate: a page that needs no other file, and a model card."""
