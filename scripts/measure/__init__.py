"""Measurements: quality on pictures with truth, and time and memory of every part."""
