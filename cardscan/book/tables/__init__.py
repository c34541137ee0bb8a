"""The book's tables, one module each: all SQL that reads or writes them."""
