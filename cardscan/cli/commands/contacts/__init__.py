"""The commands for contacts of the book: look them up, put them right, say something of them."""
