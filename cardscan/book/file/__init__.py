"""The book as a file: its connection, schema and columns, and the pictures beside it."""
