"""What cardscan is measured beside: other readers, and the usual recipe."""
