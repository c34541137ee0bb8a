"""Tables of what is done with people, one module each, and what is derived from them."""
