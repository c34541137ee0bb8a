"""Tests of pushing contacts to a server."""
