"""Tests of a card's layout."""
