"""Tests of how sure a field is."""
