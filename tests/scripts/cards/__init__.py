"""Tests of the learning scripts."""
