"""Tests of cardscan/cli/scanning."""
