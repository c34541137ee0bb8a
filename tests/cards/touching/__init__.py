"""Tests of telling cards apart that touch."""
