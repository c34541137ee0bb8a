"""Tests of who is known."""
