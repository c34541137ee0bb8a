"""Contacts of tables: CSV of address books, or of anybody."""
