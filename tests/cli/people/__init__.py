"""Tests of how people are named on the command line."""
