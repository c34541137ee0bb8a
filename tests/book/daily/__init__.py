"""Tests of the daily part of the book."""
