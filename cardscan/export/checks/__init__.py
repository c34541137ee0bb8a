"""What becomes of a file of contacts in the programs that import it."""
