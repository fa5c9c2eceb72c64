"""Helpers of several test files: small real servers, devices and checkouts, and a small model with its reports."""
