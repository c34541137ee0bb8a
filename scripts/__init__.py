"""Programs of the workshop: fictional cards, training, measuring."""
