"""A module a format, each with a `write`, and what several of them need."""
