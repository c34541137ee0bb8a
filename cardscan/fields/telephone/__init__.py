"""Telephone numbers with their labels, types and extensions."""
