"""Addresses of a card: whole, each by its office, with their streets and places."""
