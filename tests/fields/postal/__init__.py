"""Tests of postal addresses."""
