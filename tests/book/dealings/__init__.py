"""Tests of the tables of dealings."""
