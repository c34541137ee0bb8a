"""Tests of many cards in one picture."""
