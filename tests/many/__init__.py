"""Tests of reading many files at once."""
