"""Recordings, clips and the one front end that turns them into features."""
