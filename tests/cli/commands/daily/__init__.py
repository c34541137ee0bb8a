"""Tests of the commands for five minutes a day."""
