"""Tests of talking to a server."""
