"""Tests of reading fields."""
