"""Tests of the commands, a module a command."""
