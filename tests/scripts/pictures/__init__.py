"""Tests of the drawing scripts."""
