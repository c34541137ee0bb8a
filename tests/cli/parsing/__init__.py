"""Tests of cardscan/cli/parsing."""
