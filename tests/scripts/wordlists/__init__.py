"""Tests of what makes the word lists."""
