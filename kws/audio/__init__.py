"""Recordings, clips, and the one front end that computes features from them."""
