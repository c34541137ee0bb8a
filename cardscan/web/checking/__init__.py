"""Checking what was read: the queue, a card beside its fields, its corners on the original."""
