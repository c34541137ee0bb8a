"""Tests of checking files before a program takes them."""
