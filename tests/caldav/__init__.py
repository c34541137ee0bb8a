"""Tests of pushing follow-ups to a server."""
