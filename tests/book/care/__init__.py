"""Tests of what keeps the book safe."""
