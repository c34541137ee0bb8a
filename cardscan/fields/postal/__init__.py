"""Postal addresses in parts, by each country's own order."""
