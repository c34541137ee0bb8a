"""The contacts: listed and found, chosen, one with its history, two that may be one, as a file."""
