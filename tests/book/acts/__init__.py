"""Tests of what is done to the book's cards and contacts."""
