"""Tests of the book's tables."""
