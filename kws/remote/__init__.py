"""Devices across the network: SSH connections, the jobs that run there, and their events."""
