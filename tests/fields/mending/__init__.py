"""Tests of mending misread text."""
