"""Fictional people with their companies, numbers and addresses: what is printed on invented cards."""
