"""The generated word lists: how they are made."""
