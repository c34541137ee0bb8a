"""The pictures that the documentation shows."""
