"""Tests of opening pictures."""
