"""Tests of what lines say about one another."""
