"""A module a command: what it takes, in `add_parser`, and what it does."""
