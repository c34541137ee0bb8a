"""Checking what was read."""
