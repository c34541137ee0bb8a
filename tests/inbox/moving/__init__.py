"""Tests of the watched folder."""
