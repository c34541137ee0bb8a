"""Tests of the commands for contacts."""
