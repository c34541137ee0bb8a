"""Knowing a contact again: whether two are one, and what a newer card changes."""
