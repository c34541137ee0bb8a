"""What is around the pages: what the program gives them, and who else is let in."""
