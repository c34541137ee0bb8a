"""What reading does beside reading: cards kept in the book, files copied, doubts told."""
