"""Misread letters, words and spaces, put right where the card itself proves them wrong."""
