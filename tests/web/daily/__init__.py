"""Tests of the pages of five minutes a day."""
