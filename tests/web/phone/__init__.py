"""Tests of the pages on a phone."""
