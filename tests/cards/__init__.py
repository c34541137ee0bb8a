"""Tests of finding cards in a picture."""
