"""Tests of what codes say."""
