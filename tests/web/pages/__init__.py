"""Tests of the pages on this computer."""
