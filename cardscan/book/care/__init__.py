"""What keeps the book whole, and what enters and leaves it in piles."""
