"""Tests of the book's file."""
