"""Tests of cardscan/cli/output."""
