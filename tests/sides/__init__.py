"""Tests of a card's two sides."""
