"""Reading: where text is, which way up it stands, and what it says."""
