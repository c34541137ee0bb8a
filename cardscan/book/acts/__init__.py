"""What is done to the book: cards received, contacts merged, reviewed, read again, and all of it undone."""
