"""Tests of mail addresses and websites."""
