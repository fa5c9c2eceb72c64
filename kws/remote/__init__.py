"""Devices across the network: SSH, the jobs that run there, and what they answer."""
