"""People of the book: how a user names them."""
